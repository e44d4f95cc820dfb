//! Pointers become places in a text.

use clientsmith::diagnostics::{Pointer, position};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::support;

fn at(text: &str, pointer: &str) -> (Option<String>, String, bool) {
    let position = position::locate(text, &[Pointer::parse(pointer)])
        .remove(0)
        .unwrap();
    let part = |range: std::ops::Range<usize>| text[range].trim_end().to_owned();
    (position.key.map(part), part(position.value), position.exact)
}

#[test]
fn a_member_has_a_key_and_a_value() {
    for text in [
        "a:\n  200: x\n  'é/b': [1, two]\n",
        "{\"a\": {\"200\": \"x\", \"\\u00e9/b\": [1, \"two\"]}}",
    ] {
        let plain = |(key, value, exact): (Option<String>, String, bool)| {
            (
                key.map(|key| key.replace(['"', '\''], "")),
                value.replace('"', ""),
                exact,
            )
        };
        assert_eq!(
            plain(at(text, "/a/200")),
            (Some("200".to_owned()), "x".to_owned(), true)
        );
        assert_eq!(plain(at(text, "/a/é~1b/1")), (None, "two".to_owned(), true));
    }
}

#[test]
fn the_nearest_ancestor_counts_where_a_value_is_not_there() {
    let text = "a: &x\n  b: 1\nc: *x\n";
    assert_eq!(
        at(text, "/a/d/e"),
        (Some("a".to_owned()), "&x\n  b: 1".to_owned(), false)
    );
    assert_eq!(
        at(text, "/c/d"),
        (Some("c".to_owned()), "*x".to_owned(), false)
    );
}

#[test]
fn what_an_alias_repeats_stands_at_the_anchor() {
    let text = "a: &x\n  b: &y [1, {c: 2}]\nd: *x\ne: [*y, *x]\nf: &z {g: *x}\nh: *z\n";
    let c = (Some("c".to_owned()), "2".to_owned(), true);
    for pointer in [
        "/a/b/1/c",
        "/d/b/1/c",
        "/e/0/1/c",
        "/e/1/b/1/c",
        "/f/g/b/1/c",
        "/h/g/b/1/c",
    ] {
        assert_eq!(at(text, pointer), c, "{pointer}");
    }
    assert_eq!(
        at(text, "/h"),
        (Some("h".to_owned()), "*z".to_owned(), true)
    );
    assert_eq!(
        at(text, "/h/g"),
        (Some("g".to_owned()), "*x".to_owned(), true)
    );
}

#[test]
fn merged_members_stand_at_the_anchor_unless_the_mapping_has_them_itself() {
    let text = "a: &x {b: 1, c: {d: 2}}\ne: {<<: *x, b: 3}\nf: {b: 4, <<: *x}\ng: {<<: *x}\n";
    let found = |pointer: &str| at(text, pointer).1;
    assert_eq!(
        [found("/e/b"), found("/f/b"), found("/g/b")],
        ["3", "4", "1"]
    );
    assert_eq!(
        [found("/e/c/d"), found("/f/c/d"), found("/g/c/d")],
        ["2", "2", "2"]
    );
}

#[test]
fn aliases_of_aliases_are_followed_so_far() {
    let mut text = "a0: &a0 {v: 1}\n".to_owned();
    for level in 1..40 {
        let last = level - 1;
        text.push_str(&format!(
            "a{level}: &a{level} {{l: *a{last}, r: *a{last}}}\n"
        ));
    }
    assert_eq!(at(&text, "/a3/l/r/l/v").1, "1");
    let deep = format!("/a39{}/v", "/l".repeat(39));
    assert!(!at(&text, &deep).2);
    // An alias within its own anchor repeats nothing yet.
    assert_eq!(at("a: &x [*x]\n", "/a/0/0").1, "*x");
}

#[test]
fn characters_of_many_bytes_and_windows_lines_do_not_shift_places() {
    let text = "ä: 😀\r\nb: |\r\n  ö\r\n  ü\r\nc: d\r\n";
    assert_eq!(at(text, "/c"), (Some("c".to_owned()), "d".to_owned(), true));
}

#[test]
fn keys_that_are_no_texts_do_not_shift_places() {
    let text = "? [a, b]\n: 1\n? {c: d}\n: 2\ne: f\n";
    assert_eq!(at(text, "/e"), (Some("e".to_owned()), "f".to_owned(), true));
}

#[test]
fn a_text_that_breaks_off_has_places_up_to_there() {
    assert_eq!(at("a: 1\nb: [\n", "/a").1, "1");
    assert_eq!(at("{\"a\": 1, \"b\": [", "/a").1, "1");
}

/// Trees with keys and texts that need quotes and escapes.
fn trees() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[ -~äß😀\n\t]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[ -~ä/]{0,6}", inner, 0..5)
                .prop_filter("`<<` merges", |members| !members.contains_key("<<"))
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Every pointer of a tree with the value that it names.
fn pointers(value: &Value, at: Pointer, all: &mut Vec<(Pointer, Value)>) {
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(key, member)| pointers(member, at.join(key), all)),
        Value::Array(elements) => {
            elements
                .iter()
                .enumerate()
                .for_each(|(index, element)| pointers(element, at.join(index), all));
        }
        _ => {}
    }
    all.push((at, value.clone()));
}

proptest! {
    #[test]
    fn a_token_survives_in_a_pointer(tokens in prop::collection::vec("[~/01a%ä]{0,6}", 0..5)) {
        let pointer = Pointer::root().at(tokens.iter().map(String::as_str));
        prop_assert_eq!(pointer.tokens().collect::<Vec<_>>(), tokens.clone());
        prop_assert_eq!(pointer.last(), tokens.last().cloned());
    }

    #[test]
    fn places_in_json_hold_the_values_of_the_tree(tree in trees(), pretty in any::<bool>()) {
        let tree = json!({"root": tree});
        let text = if pretty { serde_json::to_string_pretty(&tree) } else { serde_json::to_string(&tree) }.unwrap();
        let mut all = Vec::new();
        pointers(&tree, Pointer::root(), &mut all);
        let wanted: Vec<Pointer> = all.iter().map(|(pointer, _)| pointer.clone()).collect();
        for ((pointer, value), position) in all.iter().zip(position::locate(&text, &wanted)) {
            let position = position.unwrap();
            prop_assert!(position.exact, "{pointer} in {text}");
            prop_assert_eq!(&serde_json::from_str::<Value>(&text[position.value]).unwrap(), value);
        }
    }

    #[test]
    fn places_in_yaml_hold_the_scalars_of_the_tree(tree in trees()) {
        let tree = json!({"root": tree});
        let text = serde_yaml::to_string(&tree).unwrap();
        let (document, _, sink) = support::parse_text("a.yaml", &text);
        prop_assert!(!sink.has_errors());
        prop_assert_eq!(&document.root, &tree);
        let mut all = Vec::new();
        pointers(&tree, Pointer::root(), &mut all);
        all.retain(|(_, value)| value.is_number() || value.is_boolean());
        let wanted: Vec<Pointer> = all.iter().map(|(pointer, _)| pointer.clone()).collect();
        for ((pointer, value), position) in all.iter().zip(position::locate(&text, &wanted)) {
            let position = position.unwrap();
            prop_assert!(position.exact, "{pointer} in {text}");
            prop_assert_eq!(text[position.value].trim(), value.to_string());
        }
    }
}
