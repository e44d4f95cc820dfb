//! Text becomes a tree: numbers, keys, YAML's shorthands, limits.

use clientsmith::diagnostics::{Code, Files, Sink};
use clientsmith::source::{self, SourceFile};
use serde_json::{Value, json};

use crate::support;

fn tree(path: &str, text: &str) -> Value {
    let (document, _, sink) = support::parse_text(path, text);
    assert_eq!(sink.diagnostics(), []);
    document.root
}

/// The codes of what is said about bytes that give no tree.
fn refused(path: &str, bytes: Vec<u8>) -> Vec<Code> {
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let file = SourceFile {
        path: path.to_owned(),
        bytes,
    };
    assert_eq!(
        source::parse(&file, &mut files, &mut sink).map(|document| document.root),
        None
    );
    sink.diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

#[test]
fn keys_are_texts_as_they_are_written() {
    assert_eq!(
        tree(
            "a.yaml",
            "200: a\n1.0: b\ntrue: c\n~: d\n0x10: e\non: f\n'2': g"
        ),
        json!({"200": "a", "1.0": "b", "true": "c", "~": "d", "0x10": "e", "on": "f", "2": "g"})
    );
}

#[test]
fn words_of_yaml_1_1_are_texts() {
    assert_eq!(
        tree(
            "a.yaml",
            "[on, off, yes, no, y, n, 2021-07-19, 012, 1_000, 12:30, true, ~, '']"
        ),
        json!([
            "on",
            "off",
            "yes",
            "no",
            "y",
            "n",
            "2021-07-19",
            "012",
            "1_000",
            "12:30",
            true,
            null,
            ""
        ])
    );
}

#[test]
fn numbers_are_as_exact_as_json_has_them() {
    for path in ["a.yaml", "a.json"] {
        assert_eq!(
            tree(
                path,
                "[18446744073709551615, -9223372036854775808, 18446744073709551616, -9223372036854775809, 1e3, 0.5]"
            ),
            json!([
                u64::MAX,
                i64::MIN,
                18446744073709551616.0,
                -9223372036854775809.0,
                1000.0,
                0.5
            ])
        );
    }
    let huge = format!("[{}]", "9".repeat(60));
    assert_eq!(tree("a.yaml", &huge), json!([1e60]));
}

#[test]
fn what_json_has_no_number_for_is_text() {
    assert_eq!(
        tree("a.yaml", "[.nan, .inf, -.inf, .INF]"),
        json!([".nan", ".inf", "-.inf", ".inf"])
    );
}

#[test]
fn mappings_merge_and_what_is_written_out_counts() {
    let text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: *a, x: 3}\nd: {<<: [*a, *b]}\ne: {<<: text}";
    let root = tree("a.yaml", text);
    assert_eq!(root["c"], json!({"x": 3, "y": 1}));
    assert_eq!(root["d"], json!({"x": 1, "y": 1, "z": 2}));
    assert_eq!(root["e"], json!({"<<": "text"}));
    assert_eq!(
        tree("a.json", r#"{"<<": {"x": 1}}"#),
        json!({"<<": {"x": 1}})
    );
}

#[test]
fn tags_that_are_not_known_are_left_out() {
    assert_eq!(
        tree(
            "a.yaml",
            "[!include a.yaml, !!str 200, !map {a: 1}, !list [1]]"
        ),
        json!(["a.yaml", "200", {"a": 1}, [1]])
    );
}

#[test]
fn json_is_read_with_its_surrogates_and_yaml_with_its_braces() {
    assert_eq!(
        tree("a.json", r#"{"a": "\ud83d\ude00", "\u00e4": 1}"#),
        json!({"a": "😀", "ä": 1})
    );
    assert_eq!(
        tree("a.yaml", r#"{"a": "\ud83d\ude00"}"#),
        json!({"a": "😀"})
    );
    assert_eq!(tree("a.yaml", "{a: [b, c]}"), json!({"a": ["b", "c"]}));
}

#[test]
fn a_byte_order_mark_and_an_empty_last_document_do_no_harm() {
    assert_eq!(tree("a.yaml", "\u{feff}a: 1\n---\n"), json!({"a": 1}));
    assert_eq!(tree("a.json", "\u{feff}{\"a\": 1}\r\n"), json!({"a": 1}));
}

#[test]
fn a_value_of_a_schema_of_strings_is_text_as_it_is_written() {
    let (document, _) = support::read_text(
        "openapi.yaml",
        "openapi: 3.1.0
info: {title: Ferry, version: '1'}
components:
  schemas:
    Version: {type: string, enum: [1.10, 1e3, 0x1F, +5, 7, 'x'], default: 2.0, example: .50}
    Number: {type: [string, number], enum: [1.10]}
    Code: {type: [string, 'null'], const: 1e2}
",
        &[],
    );
    let schemas = &document.unwrap().root["components"]["schemas"];
    let version = &schemas["Version"];
    assert_eq!(
        version["enum"],
        json!(["1.10", "1e3", "0x1F", "+5", 7, "x"])
    );
    assert_eq!(
        [&version["default"], &version["example"]],
        [&json!(2.0), &json!(".50")]
    );
    assert_eq!(schemas["Number"]["enum"], json!([1.1]));
    assert_eq!(schemas["Code"]["const"], "1e2");
}

#[test]
fn a_version_without_quotes_is_text_as_it_is_written() {
    let (document, _) = support::read_text(
        "a.yaml",
        "openapi: 3.1\ninfo: {title: Ferry, version: 1.10}",
        &[],
    );
    assert_eq!(document.unwrap().root["info"]["version"], "1.10");
}

#[test]
fn a_document_that_is_too_large_is_refused_before_it_is_read() {
    assert_eq!(
        refused("a.json", vec![b' '; 100 << 20]),
        [Code::LimitExceeded]
    );
}

#[test]
fn more_values_than_the_parser_is_to_hold_are_refused() {
    let lines = "- a\n".repeat(5_000_000);
    assert_eq!(refused("a.yaml", lines.into_bytes()), [Code::LimitExceeded]);
}

#[test]
fn deep_nesting_is_refused_in_no_time() {
    let brackets = "[".repeat(1 << 20);
    assert_eq!(
        refused("a.yaml", brackets.clone().into_bytes()),
        [Code::LimitExceeded]
    );
    assert_eq!(
        refused("a.json", brackets.into_bytes()),
        [Code::LimitExceeded]
    );
    let as_a_value = format!("a: {}", "[".repeat(1 << 20));
    assert_eq!(
        refused("a.yaml", as_a_value.into_bytes()),
        [Code::LimitExceeded]
    );
    let dashes = "- ".repeat(1 << 16);
    assert_eq!(
        refused("a.yaml", dashes.into_bytes()),
        [Code::LimitExceeded]
    );
}

#[test]
fn unbalanced_brackets_in_prose_are_no_nesting() {
    let prose = format!("a: '{}'", "[ { ".repeat(200));
    assert_eq!(tree("a.yaml", &prose)["a"].as_str().unwrap().len(), 800);
}

#[test]
fn repeated_text_counts_toward_the_size() {
    let text = format!(
        "a: &a {}\nb: [{}]",
        "x".repeat(1 << 20),
        vec!["*a"; 2000].join(", ")
    );
    assert_eq!(refused("a.yaml", text.into_bytes()), [Code::LimitExceeded]);
}
