//! What a caller must do.

use super::kind::{Aspect, Direction, Subject};
use super::report::{Change, Rust, Wire};

/// One sentence; none where nobody need do anything.
pub(super) fn of(change: &Change) -> Option<String> {
    let wire = match change.wire {
        Wire::Breaking | Wire::Warning => on_the_wire(change),
        Wire::Compatible | Wire::None => None,
    };
    let rust = match (change.rust, change.kind.aspect) {
        (Rust::Major, _) => Some("programs that name it must be changed"),
        (_, Aspect::Deprecated) => Some("use something else before it goes"),
        _ => None,
    };
    match (wire, rust) {
        (Some(wire), _) => Some(wire.to_owned()),
        (None, rust) => rust.map(str::to_owned),
    }
}

fn on_the_wire(change: &Change) -> Option<&'static str> {
    let direction = change.kind.subject.direction();
    let is_request = direction == Some(Direction::Request);
    Some(match (change.kind.subject, change.kind.aspect) {
        (Subject::Operation, _) => "call another operation, or stay with the version before",
        (Subject::Security, _) => "give the client the credential that is needed now",
        (Subject::SecurityScheme, _) => "check that the credential is still the right one",
        (Subject::Server, Aspect::Removed) => "choose another server",
        (Subject::Server | Subject::ServerVariable, _) => "check where your calls go",
        (Subject::SuccessStatus, _) => "check what your program does with this status",
        (Subject::ErrorStatus, _) => "do not wait for this status any more",
        (Subject::ResponseHeader, _) => "be ready for answers without it",
        (Subject::Webhook, _) => "do not wait for it any more",
        (Subject::Parameter, Aspect::Removed) => {
            "do not rely on it: the server may ignore or refuse it"
        }
        (_, Aspect::AddedRequired | Aspect::BecameRequired) => "give a value in every call",
        (_, Aspect::BecameNotNullable) => "do not send null",
        (_, Aspect::BecameOptional | Aspect::BecameNullable) => {
            "be ready for answers without a value"
        }
        (_, Aspect::DefaultChanged) => "give the value that you mean: leaving it out means another",
        (_, Aspect::EncodingChanged) => {
            "take the new version: requests of the old one are read otherwise"
        }
        (Subject::EnumValue(_) | Subject::Variant(_), Aspect::Removed) => "do not send it any more",
        (Subject::EnumValue(_) | Subject::Variant(_), Aspect::Added) => {
            "handle it; versions before read it as unknown"
        }
        (Subject::MediaType(_), Aspect::Removed) => "use another media type",
        (_, Aspect::Removed) if is_request => {
            "do not rely on it: the server may ignore or refuse it"
        }
        (_, Aspect::Removed) => "do not read it any more",
        (_, Aspect::ConstraintTightened | Aspect::ConstraintChanged) => {
            "check that the values that you send are still allowed"
        }
        (_, _) if is_request => "send values of the new type",
        (_, _) => "read values of the new type",
    })
}
