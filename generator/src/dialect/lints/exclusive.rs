//! `exclusive-keywords`.

use super::super::context::{Object, Walk};
use crate::diagnostics::{Code, Place};
use crate::source::shape::Kind;

/// Keywords of which an object has one, or the other.
type Pair = (&'static str, &'static str);

const EXAMPLES: Pair = ("example", "examples");

/// The pairs of each kind of object, the field that came later in the specification second.
const fn pairs(kind: Kind) -> &'static [Pair] {
    match kind {
        Kind::Parameter | Kind::Header => &[EXAMPLES],
        Kind::MediaType => &[
            EXAMPLES,
            ("encoding", "prefixEncoding"),
            ("encoding", "itemEncoding"),
        ],
        Kind::Encoding => &[("encoding", "prefixEncoding"), ("encoding", "itemEncoding")],
        Kind::Example => &[
            ("value", "externalValue"),
            ("value", "dataValue"),
            ("value", "serializedValue"),
            ("externalValue", "serializedValue"),
        ],
        Kind::License => &[("url", "identifier")],
        Kind::Link => &[("operationId", "operationRef")],
        _ => &[],
    }
}

/// Keywords of one object that exclude each other.
pub(in super::super) fn exclusive_keywords(walk: &mut Walk, kind: Kind, map: &Object) {
    for (first, second) in pairs(kind) {
        say(walk, map, first, second);
    }
}

/// 3.2 replaces two keywords of an XML object by `nodeType`.
pub(in super::super) fn exclusive_xml(walk: &mut Walk, xml: &Object) {
    walk.within("xml", |walk| {
        say(walk, xml, "attribute", "nodeType");
        say(walk, xml, "wrapped", "nodeType");
    });
}

fn say(walk: &mut Walk, map: &Object, first: &str, second: &str) {
    if map.contains_key(first) && map.contains_key(second) {
        let place = Place::Document(walk.here().join(first));
        let message = format!("`{first}` and `{second}` exclude each other");
        let finding = walk.say_at(second, Code::ExclusiveKeywords, message);
        finding.related.push((place, "the other one".to_owned()));
        finding.and_help("an object has one of them; remove the other with an overlay");
    }
}
