//! Idempotency keys: the header that lets a server know a request again.

use super::operations::text;
use crate::config;
use crate::diagnostics::Pointer;
use crate::model::{Constraint, Ident, Location, Method, NestedArrays, Parameter, Style, Type};

/// The headers that APIs use for it (draft-ietf-httpapi-idempotency-key-header, and what was before).
const USUAL: [&str; 2] = ["idempotency-key", "x-idempotency-key"];

/// How long the keys are that the runtime makes: UUIDs.
const LENGTH: u64 = 36;

/// What the setter says.
const DOCS: &str =
    "A key by which the server knows the request again. Without it, each call has a random one.";

/// The header for an operation's key: what `client.toml` says, else a header parameter of a usual name that can hold such a
/// key. A method that may be repeated anyway needs none. The parameters then have one for it, so that it can be set.
pub(super) fn header(
    config: &config::Operation,
    method: &Method,
    parameters: &mut Vec<Parameter>,
    at: &Pointer,
) -> Option<String> {
    match config.idempotency_key.as_deref() {
        Some("") => None,
        Some(chosen) => {
            let declared = parameters
                .iter()
                .any(|one| is_header(one) && one.wire.eq_ignore_ascii_case(chosen));
            if !declared {
                parameters.extend(setter(chosen, parameters, at));
            }
            Some(chosen.to_owned())
        }
        None if matches!(method, Method::Post | Method::Patch) => {
            let known = parameters.iter_mut().find(|one| can_hold_key(one))?;
            if !known.required {
                let docs = known.docs.as_deref().unwrap_or_default();
                known.docs = text(Some(&format!("{docs}\n\n{DOCS}")));
            }
            Some(known.wire.clone())
        }
        None => None,
    }
}

fn is_header(parameter: &Parameter) -> bool {
    parameter.location == Location::Header
}

fn can_hold_key(parameter: &Parameter) -> bool {
    let is_usual = USUAL
        .iter()
        .any(|usual| parameter.wire.eq_ignore_ascii_case(usual));
    let is_text = matches!(parameter.ty, Type::String | Type::Uuid);
    let fits = |constraint: &Constraint| match constraint {
        Constraint::MinLength(least) => *least <= LENGTH,
        Constraint::MaxLength(most) => *most >= LENGTH,
        _ => false,
    };
    is_header(parameter) && is_usual && is_text && parameter.constraints.iter().all(fits)
}

/// The parameter for a key of which only `client.toml` knows.
fn setter(wire: &str, others: &[Parameter], at: &Pointer) -> Option<Parameter> {
    let is_free = |name: &Ident| others.iter().all(|other| other.name != *name);
    let name = ["idempotency_key", "idempotency_key_header"]
        .into_iter()
        .filter_map(Ident::new)
        .find(is_free)?;
    Some(Parameter {
        wire: wire.to_owned(),
        name,
        location: Location::Header,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        content: None,
        nested_arrays: NestedArrays::default(),
        required: false,
        ty: Type::String,
        constraints: Vec::new(),
        docs: Some(DOCS.to_owned()),
        nullable: false,
        default: None,
        example: None,
        deprecated: false,
        origin: at.clone(),
    })
}
