//! What is written is read again as it was.

use clientsmith_runtime as rt;
use proptest::prelude::*;

rt::string_enum! {
    enum Status { Sold = "sold", Ready = "ready" }
}
rt::object! {
    struct Leaf {
        id: required(i64) = "id",
        text: optional(String) = "text",
        ratio: maybe(f64, null_ratio) = "ratio",
        flag: required(bool) = "flag",
    }
}
rt::object! {
    struct Tree {
        name: required(String) = "name",
        status: optional(Status) = "status",
        words: required(Vec<String>) = "words",
        leaves: optional(Vec<Leaf>) = "leaves",
        left: nullable(Box<Tree>) = "left",
        counts: extra(u64),
    }
}
rt::xml! {
    Leaf (element "Leaf") object {
        "id" (attribute "id") number(),
        "text" (text "") text(),
        "ratio" (element "ratio" in "urn:r" as "r") number(),
        "flag" (attribute "flag" in "urn:f") boolean(),
    }
}
rt::xml! {
    Tree (element "tree" in "urn:t") object {
        "name" (attribute "name") text(),
        "status" (element "status") word(),
        "words" (none "" required) list((element "word") text()),
        "leaves" (element "leaves") list((element "leaf") of(Leaf)),
        "left" (element "left") of(Tree),
        _ (element "") number(),
    }
}

/// Any text that XML 1.0 can hold.
fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        prop::char::range(' ', '\u{d7ff}'),
        prop::char::range('\u{e000}', '\u{fffd}'),
        prop::sample::select(vec![
            '<',
            '>',
            '&',
            '"',
            '\'',
            ']',
            '\r',
            '\n',
            '\t',
            '\u{1f600}'
        ]),
    ];
    prop::collection::vec(character, 0..12).prop_map(String::from_iter)
}

fn leaf() -> impl Strategy<Value = Leaf> {
    let finite = any::<f64>().prop_filter("NaN differs from itself", |value| !value.is_nan());
    let ratio = prop_oneof![
        Just(rt::Maybe::Absent),
        Just(rt::Maybe::Null),
        finite.prop_map(rt::Maybe::Value),
    ];
    // A text of no characters is written as no text at all.
    let text = prop::option::of(text().prop_filter("not empty", |text| !text.is_empty()));
    (any::<i64>(), text, ratio, any::<bool>()).prop_map(|(id, text, ratio, flag)| Leaf {
        id,
        text,
        ratio,
        flag,
    })
}

fn tree() -> impl Strategy<Value = Tree> {
    let counts = || prop::collection::btree_map("c[a-zé_.-]{0,5}", any::<u64>(), 0..3);
    let status = || prop::option::of(prop_oneof![Just(Status::Sold), Just(Status::Ready)]);
    let words = || prop::collection::vec(text(), 0..4);
    let leaves = || prop::option::of(prop::collection::vec(leaf(), 0..3));
    let tree = |(name, status, words, leaves, left, counts)| Tree {
        name,
        status,
        words,
        leaves,
        left,
        counts,
    };
    let end = (text(), status(), words(), leaves(), Just(None), counts()).prop_map(tree);
    end.prop_recursive(4, 16, 1, move |inner| {
        let left = prop::option::of(inner.prop_map(Box::new));
        (text(), status(), words(), leaves(), left, counts()).prop_map(tree)
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(tree in tree()) {
        let text = rt::to_xml(&tree).unwrap();
        let again: Tree = rt::from_xml(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
        prop_assert_eq!(again, tree, "{}", text);
    }

    #[test]
    fn nothing_that_comes_in_panics(text in "(<(/?[ab]( [ab]='[ab&;]{0,3}')?/?)>|[ab&;<>\\[\\]! -]|<!\\[CDATA\\[|\\]\\]>){0,30}") {
        // Whether it fits does not matter here.
        let _ = rt::from_xml::<Tree>(text.as_bytes());
        let _ = rt::from_xml::<rt::Value>(text.as_bytes());
    }
}
