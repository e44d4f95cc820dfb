//! Tokens for an attempt.

use super::attempt::Failure;
use super::within::within;
use crate::client::Inner;
use crate::error::{TimeoutKind, WasSent};
use crate::request::Call;
use crate::request::assemble::Prepared;
use http::StatusCode;
use std::time::Duration;

/// Puts the tokens into the request that are good at this moment, within `limit`; `kind` says whose limit that is.
pub(super) async fn authorize(
    call: &Call,
    prepared: &mut Prepared,
    limit: Duration,
    kind: TimeoutKind,
) -> Result<(), Failure> {
    if prepared.tokens.is_empty() {
        return Ok(());
    }
    let sleeper = &*call.client.inner().sleeper;
    let outcome = within(sleeper, limit, fill(call, prepared)).await;
    outcome.unwrap_or(Err(Failure::Timeout {
        kind,
        limit,
        was_sent: WasSent::No,
    }))
}

async fn fill(call: &Call, prepared: &mut Prepared) -> Result<(), Failure> {
    let mut values = Vec::with_capacity(prepared.tokens.len());
    for token in &mut prepared.tokens {
        let scheme = token.store.scheme().name;
        let secret = token.store.token(token.scopes).await;
        let secret = secret.map_err(|fault| Failure::Token { scheme, fault })?;
        let value = token.value(&secret).map_err(Failure::Build)?;
        values.push((token.header.clone(), value));
        token.sent = Some(secret);
    }
    let headers = prepared.headers(call).map_err(Failure::Build)?;
    for (name, value) in values {
        headers.insert(name, value);
    }
    Ok(())
}

/// After an answer 401 (RFC 6750 §3.1): whether other tokens than the refused ones could be had, within `limit`. The next
/// attempt takes them from their stores.
pub(super) async fn renew(client: &Inner, prepared: &Prepared, limit: Duration) -> bool {
    let work = async {
        let mut renewed = false;
        for token in &prepared.tokens {
            if let Some(refused) = &token.sent {
                renewed |= token.store.renewed(token.scopes, refused).await.is_some();
            }
        }
        renewed
    };
    within(&*client.sleeper, limit, work).await.unwrap_or(false)
}

/// Whether the server refused the tokens.
pub(super) fn is_refusal(prepared: &Prepared, status: StatusCode) -> bool {
    status == StatusCode::UNAUTHORIZED && !prepared.tokens.is_empty()
}
