//! A call from its first attempt to its last.

use super::attempt::{Failure, assess, attempt};
use super::authorize::{authorize, is_refusal, renew};
use super::backoff::backoff;
use super::gate::Place;
use super::hook::Hooks;
use super::retry::{Ending, Repeatable};
use super::within::within;
use crate::error::{
    BuildError, DecodeError, DecodeFault, Error, Facts, TimeoutError, TimeoutKind, TokenError,
    TransportError, WasSent,
};
use crate::request::Call;
use crate::request::assemble::{Prepared, assemble};
use crate::response::Answer;
use crate::trace::Span;
use std::time::Duration;

/// Why a call gave no answer: [`Error`] without an operation's own part.
pub(crate) enum Fault {
    Build(BuildError),
    Transport(TransportError),
    Timeout(TimeoutError),
    Decode(DecodeError),
    Token(TokenError),
}

impl<E> From<Fault> for Error<E> {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Build(error) => Self::Build(error),
            Fault::Transport(error) => Self::Transport(error),
            Fault::Timeout(error) => Self::Timeout(error),
            Fault::Decode(error) => Self::Decode(error),
            Fault::Token(error) => Self::Token(error),
        }
    }
}

/// Sends a call: the one function that does the work of all operations.
pub(crate) async fn execute(call: Call) -> Result<(Answer, Facts), Fault> {
    let id = call.operation.id;
    let unfit = |fault: BuildError| Fault::Build(fault.in_operation(id));
    if let Some(fault) = call.fault {
        return Err(unfit(fault));
    }
    let client = call.client.inner();
    let usable = client
        .transport
        .usable()
        .and_then(|()| client.sleeper.usable());
    usable.map_err(|error| unfit(BuildError::boxed("nothing can be sent", error)))?;
    let mut prepared = assemble(&call).map_err(unfit)?;
    let span = Span::call(&call, &prepared);
    let outcome = span.follow(Run::new(&call).drive(&mut prepared)).await;
    match &outcome {
        Ok((answer, _)) => span.answered(answer.head.status),
        Err(fault) => span.failed(fault.name()),
    }
    outcome
}

impl Fault {
    /// A short name, for `error.type` of a trace.
    fn name(&self) -> &'static str {
        match self {
            Self::Build(_) => "build",
            Self::Transport(error) if error.is_connect() => "connect",
            Self::Transport(_) => "transport",
            Self::Timeout(_) => "timeout",
            Self::Decode(_) => "decode",
            Self::Token(_) => "token",
        }
    }
}

/// What is known between the attempts of a call.
struct Run<'a> {
    call: &'a Call,
    deadline: Duration,
    attempts: u32,
    was_sent: WasSent,
    retry_after: Option<Duration>,
    /// What the last retry took from the budget.
    taken: Option<u32>,
    budget_exhausted: bool,
    /// How many attempts were made because tokens had been refused and renewed: one at most.
    renewals: u32,
}

impl<'a> Run<'a> {
    fn new(call: &'a Call) -> Self {
        let deadline = call
            .client
            .inner()
            .clock
            .elapsed()
            .saturating_add(call.options.timeout);
        let was_sent = WasSent::No;
        Self {
            call,
            deadline,
            attempts: 0,
            was_sent,
            retry_after: None,
            taken: None,
            budget_exhausted: false,
            renewals: 0,
        }
    }

    async fn drive(mut self, prepared: &mut Prepared) -> Result<(Answer, Facts), Fault> {
        loop {
            let outcome = self.attempt(prepared).await;
            if self.renews(prepared, &outcome).await {
                continue;
            }
            match self.wait_before_retry(&outcome) {
                Some(wait) => self.call.client.inner().sleeper.sleep(wait).await,
                None => return self.finish(outcome),
            }
        }
    }

    /// How long what is done next may take, and whose limit that is.
    fn limit(&self) -> (Duration, TimeoutKind) {
        let now = self.call.client.inner().clock.elapsed();
        let left = self.deadline.saturating_sub(now);
        let of_attempt = self.call.options.attempt_timeout;
        if left < of_attempt {
            (left, TimeoutKind::Call)
        } else {
            (of_attempt, TimeoutKind::Attempt)
        }
    }

    async fn attempt(&mut self, prepared: &mut Prepared) -> Result<Answer, Failure> {
        let span = Span::attempt(self.call, prepared, self.attempts);
        self.attempts += 1;
        let client = self.call.client.inner();
        let hooks = Hooks::new(client, self.call, self.attempts);
        let outcome = span.follow(self.send(prepared, &hooks)).await;
        self.was_sent = self.was_sent.max(match &outcome {
            Ok(answer) => {
                span.answered(answer.head.status);
                hooks.after(prepared, answer.head.status, &answer.head.headers);
                WasSent::Yes
            }
            Err(failure) => {
                span.failed(failure.name());
                hooks.on_error(prepared, failure);
                failure.was_sent()
            }
        });
        outcome
    }

    /// Waits for its turn, where so many attempts are allowed at once. That takes nothing from an attempt's own time.
    async fn enter(&self) -> Result<Option<Place<'a>>, Failure> {
        let client = self.call.client.inner();
        let Some(gate) = &client.gate else {
            return Ok(None);
        };
        let now = client.clock.elapsed();
        let limit = self.deadline.saturating_sub(now);
        let place = within(&*client.sleeper, limit, gate.enter()).await;
        place.map(Some).ok_or(Failure::Timeout {
            kind: TimeoutKind::Call,
            limit,
            was_sent: WasSent::No,
        })
    }

    async fn send(&self, prepared: &mut Prepared, hooks: &Hooks<'_>) -> Result<Answer, Failure> {
        let _place = self.enter().await?;
        let (limit, kind) = self.limit();
        authorize(self.call, prepared, limit, kind).await?;
        hooks.before(prepared).map_err(Failure::Build)?;
        let (limit, kind) = self.limit();
        attempt(self.call, prepared, limit, kind).await
    }

    /// Whether the server refused the tokens and there are others now: then it is asked once more, at once. That costs a
    /// retry of the budget and none of the call's.
    async fn renews(&mut self, prepared: &Prepared, outcome: &Result<Answer, Failure>) -> bool {
        let refused = |answer: &Answer| is_refusal(prepared, answer.head.status);
        let may_repeat = self.renewals == 0 && self.call.is_replayable();
        if !may_repeat || !outcome.as_ref().is_ok_and(refused) {
            return false;
        }
        let (limit, _) = self.limit();
        let goes_on =
            renew(self.call.client.inner(), prepared, limit).await && self.pay(Ending::NotSent);
        self.renewals += u32::from(goes_on);
        goes_on
    }

    /// How long to wait before the next attempt; none if there is to be none.
    fn wait_before_retry(&mut self, outcome: &Result<Answer, Failure>) -> Option<Duration> {
        let client = self.call.client.inner();
        let (ending, asked) = match outcome {
            Ok(answer) => assess(client, answer),
            Err(failure) => (failure.ending(), failure.retry_after()),
        };
        self.retry_after = asked;
        let operation = self.call.operation;
        let repeatable = Repeatable {
            idempotent: operation.is_idempotent(),
            has_key: operation.idempotency_key.is_some(),
        };
        let retries = self.attempts.saturating_sub(1 + self.renewals);
        if !self.call.is_replayable()
            || !ending.allows_retry(repeatable)
            || retries >= self.call.options.max_retries
        {
            return None;
        }
        let wait = asked.unwrap_or_else(|| backoff(retries, client.randomness.next_u64()));
        let fits_deadline = client.clock.elapsed().saturating_add(wait) < self.deadline;
        if asked.is_some_and(|asked| asked > client.limits.max_retry_wait) || !fits_deadline {
            return None;
        }
        self.pay(ending).then_some(wait)
    }

    /// Takes the cost of a retry from the budget.
    fn pay(&mut self, ending: Ending) -> bool {
        self.taken = self.call.client.inner().budget.take(ending.is_timeout());
        self.budget_exhausted = self.taken.is_none();
        !self.budget_exhausted
    }

    fn finish(self, outcome: Result<Answer, Failure>) -> Result<(Answer, Facts), Fault> {
        let mut facts = Facts {
            operation: self.call.operation.id,
            attempts: self.attempts,
            was_sent: self.was_sent,
            head: None,
            retry_after: self.retry_after,
            budget_exhausted: self.budget_exhausted,
        };
        match outcome {
            Ok(answer) => {
                if answer.head.status.is_success() {
                    self.call.client.inner().budget.give_back(self.taken);
                }
                Ok((answer, facts))
            }
            Err(Failure::Build(error)) => Err(Fault::Build(error.in_operation(facts.operation))),
            Err(Failure::Transport(fault)) => {
                Err(Fault::Transport(TransportError::new(facts, fault)))
            }
            Err(Failure::Token { scheme, fault }) => {
                Err(Fault::Token(TokenError::new(facts, scheme, fault)))
            }
            Err(Failure::Timeout { kind, limit, .. }) => {
                let limit = if kind == TimeoutKind::Call {
                    self.call.options.timeout
                } else {
                    limit
                };
                Err(Fault::Timeout(TimeoutError::new(facts, kind, limit)))
            }
            Err(Failure::TooLong { answer, limit }) => {
                facts.head = Some(answer.head.clone());
                Err(Fault::Decode(DecodeError::new(
                    facts,
                    answer,
                    DecodeFault::TooLong { limit },
                )))
            }
        }
    }
}
