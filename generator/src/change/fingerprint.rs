//! By what a change is known again.

use super::kind::Kind;

/// FNV-1a, 64 bits (Fowler, Noll, Vo): the same on every machine and for ever, which the standard library's hash is not.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The fingerprint of a kind and of what it is about: sixteen hexadecimal digits.
pub(super) fn of(kind: Kind, subject: &str) -> String {
    let text = format!("{kind} {subject}");
    let hash = text.bytes().fold(OFFSET, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::super::kind::{Aspect, Kind, Subject};
    use super::of;

    #[test]
    fn a_fingerprint_is_of_kind_and_subject() {
        let removed = Kind::new(Subject::Operation, Aspect::Removed);
        let added = Kind::new(Subject::Operation, Aspect::Added);
        assert_eq!(of(removed, "GET /pets"), of(removed, "GET /pets"));
        assert_ne!(of(removed, "GET /pets"), of(added, "GET /pets"));
        assert_ne!(of(removed, "GET /pets"), of(removed, "GET /pet"));
        assert_eq!(of(removed, "").len(), 16);
    }
}
