//! Overlays: what they change, and what readers see when one is at fault.

use std::path::Path;

use clientsmith::diagnostics::{Code, Diagnostic, Place, Pointer, Report, Severity, Style};
use clientsmith::overlay;
use clientsmith::source::{Document, SourceFile};
use serde_json::{Value, json};

use crate::support;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Ferry, version: '1'}
paths:
  /boats: {get: {responses: {}}}
";

#[test]
fn every_fault_is_shown_with_its_place() {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::glob!("../fixtures/bad_overlays", "*.yaml", |path| {
            let (mut document, mut files, mut sink) = support::parse_text("openapi.yaml", DOCUMENT);
            let overlay = support::file_of(path);
            overlay::apply(&mut document, &overlay, &mut files, &mut sink);
            let report = Report::new(sink, files, document.origins().clone());
            insta::assert_snapshot!("bad_overlay", report.render(Style::Plain));
        });
    });
}

/// What is to be said of a document after an overlay of this version, and the document.
fn apply(version: &str, text: &str, actions: &str) -> (Document, Report) {
    let (mut document, mut files, mut sink) = support::parse_text("openapi.yaml", text);
    let overlay =
        format!("overlay: {version}\ninfo: {{title: Mend, version: '1'}}\nactions:\n{actions}");
    let overlay = SourceFile {
        path: "overlay.yaml".to_owned(),
        bytes: overlay.into_bytes(),
    };
    overlay::apply(&mut document, &overlay, &mut files, &mut sink);
    let report = Report::new(sink, files, document.origins().clone());
    (document, report)
}

/// The document after one overlay, which is to be without fault.
fn overlaid(text: &str, actions: &str) -> (Document, Report) {
    let (document, report) = apply("1.1.0", text, actions);
    assert_eq!(report.render(Style::Plain), "");
    (document, report)
}

/// The codes and severities of what is said of an overlay.
fn said(version: &str, text: &str, actions: &str) -> Vec<(Code, Severity)> {
    let (_, report) = apply(version, text, actions);
    let findings = report.diagnostics().iter();
    findings.map(|said| (said.code, said.severity)).collect()
}

#[test]
fn objects_merge_and_primitives_are_replaced() {
    let (document, _) = overlaid(
        "info: {title: Ferry, contact: {name: A, url: U}}",
        "- target: $.info\n  update: {title: Fähre, contact: {name: B}, x-new: [1]}",
    );
    let expected =
        json!({"info": {"title": "Fähre", "contact": {"name": "B", "url": "U"}, "x-new": [1]}});
    assert_eq!(document.root, expected);
}

#[test]
fn a_primitive_is_replaced_by_another_since_1_1() {
    let (document, _) = overlaid("a: {x: 1}\nb: {x: null}", "- target: $.*.x\n  update: two");
    assert_eq!(document.root, json!({"a": {"x": "two"}, "b": {"x": "two"}}));
}

#[test]
fn lists_take_an_element_or_another_list() {
    let (document, _) = overlaid(
        "tags: [{name: a}]\nrequired: [x]",
        "- target: $.tags\n  update: {name: b}\n- target: $\n  update: {required: [y, z]}\n\
         - target: $.tags\n  update: [{name: c}]\n- target: $.required\n  update: null",
    );
    assert_eq!(
        document.root,
        json!({"tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}], "required": ["x", "y", "z", null]})
    );
}

#[test]
fn actions_see_what_the_ones_before_them_did() {
    let (document, _) = overlaid(
        "servers: [{url: a}]",
        "- target: $.servers\n  remove: true\n- target: $\n  update: {servers: [{url: b}]}\n\
         - target: $.servers[?@.url == 'b']\n  update: {description: B}",
    );
    assert_eq!(
        document.root,
        json!({"servers": [{"url": "b", "description": "B"}]})
    );
}

#[test]
fn many_elements_of_one_list_are_removed_at_once() {
    let numbers: Vec<String> = (0..12).map(|n| n.to_string()).collect();
    let text = format!("list: [{}]\nother: 1", numbers.join(", "));
    let (document, _) = overlaid(
        &text,
        "- target: $.list[?@ != 3]\n  remove: true\n- target: $.other\n  remove: true",
    );
    assert_eq!(document.root, json!({"list": [3]}));
}

#[test]
fn a_value_goes_with_what_held_it() {
    let (document, _) = overlaid("a: {a: {a: 1}}\nb: 2", "- target: $..a\n  remove: true");
    assert_eq!(document.root, json!({"b": 2}));
}

#[test]
fn a_value_is_copied_since_1_1() {
    let copy = "- target: $.b\n  copy: $.a";
    let (document, _) = overlaid("a: {x: 1}\nb: {y: 2}", copy);
    assert_eq!(document.root, json!({"a": {"x": 1}, "b": {"y": 2, "x": 1}}));
    assert_eq!(
        said("1.0.0", "a: {x: 1}\nb: {y: 2}", copy),
        [(Code::InvalidOverlay, Severity::Error)]
    );
}

#[test]
fn a_path_is_renamed_by_three_actions() {
    let (document, _) = overlaid(
        "paths: {/items: {get: {a: 1}}}",
        "- target: $.paths\n  update: {/things: {}}\n- target: $.paths['/things']\n  copy: $.paths['/items']\n\
         - target: $.paths['/items']\n  remove: true",
    );
    assert_eq!(
        document.root,
        json!({"paths": {"/things": {"get": {"a": 1}}}})
    );
}

#[test]
fn a_value_is_copied_into_what_holds_it() {
    let (document, _) = overlaid("a: {b: {c: {d: 1}}}", "- target: $.a\n  copy: $.a.b");
    assert_eq!(
        document.root,
        json!({"a": {"b": {"c": {"d": 1}}, "c": {"d": 1}}})
    );
}

#[test]
fn remove_counts_before_update_in_1_0() {
    let both = "- target: $.a\n  update: {x: 2}\n  remove: true";
    let (document, report) = apply("1.0.0", "a: {x: 1}\nb: 1", both);
    assert_eq!(document.root, json!({"b": 1}));
    assert_eq!(report.diagnostics()[0].code, Code::RedundantAction);
    assert_eq!(
        said("1.1.0", "a: {x: 1}\nb: 1", both),
        [(Code::InvalidOverlay, Severity::Error)]
    );
}

#[test]
fn an_action_that_changes_nothing_is_said() {
    let warned = [(Code::RedundantAction, Severity::Warning)];
    for (text, update) in [
        ("a: {x: 1, y: {z: 2}}", "{y: {z: 2}}"),
        ("a: {x: 1}", "{}"),
        ("a: [x, y]", "y"),
        ("a: {x: [1, 2]}", "{x: [2]}"),
    ] {
        let action = format!("- target: $.a\n  update: {update}");
        assert_eq!(said("1.0.0", text, &action), warned, "{text} and {update}");
    }
    let optional = "- target: $.a\n  update: {x: 1}\n  x-clientsmith-optional: true";
    assert_eq!(
        said("1.0.0", "a: {x: 1}", optional),
        [(Code::RedundantAction, Severity::Note)]
    );
    // What changes one of its targets is needed.
    let many = "- target: $.*\n  update: {x: 1}";
    assert_eq!(said("1.0.0", "a: {x: 1}\nb: {}", many), []);
}

#[test]
fn an_optional_action_may_match_nothing() {
    for action in [
        "- target: $.a\n  remove: true",
        "- target: $.b\n  copy: $.a",
    ] {
        let note = [(Code::UnmatchedAction, Severity::Note)];
        let optional = format!("{action}\n  x-clientsmith-optional: true");
        assert_eq!(said("1.1.0", "b: {}", &optional), note, "{action}");
        let demanded = format!("{action}\n  x-clientsmith-optional: false");
        let error = [(Code::UnmatchedAction, Severity::Error)];
        assert_eq!(said("1.1.0", "b: {}", &demanded), error, "{action}");
    }
}

#[test]
fn actions_cannot_grow_a_document_without_end() {
    let error = (Code::LimitExceeded, Severity::Error);
    // Each action doubles the list.
    let doubled: String = (0..30)
        .map(|n| format!("- {{target: $.a, copy: $.a, x-number: {n}}}\n"))
        .collect();
    let list = format!("a: [[{}1]]", "1, ".repeat(1000));
    assert!(said("1.1.0", &list, &doubled).contains(&error));
    // Each action nests an object in the one before.
    let nested: String = (0..140)
        .map(|n| {
            let inner = ".a".repeat(n);
            format!("- target: $.a{inner}\n  update: {{a: {{x: {n}}}}}\n")
        })
        .collect();
    assert!(said("1.1.0", "a: {}", &nested).contains(&error));
}

/// Where a finding about the value at `at` is shown.
fn place(report: &Report, at: &str) -> (String, usize, usize) {
    let diagnostic = Diagnostic::new(Code::WrongType, Place::Document(Pointer::parse(at)), "");
    report.place(&diagnostic).unwrap()
}

#[test]
fn places_after_an_overlay_are_in_the_file_that_has_them() {
    let (document, report) = overlaid(
        "openapi: 3.0.3\ntags:\n- name: a\n- name: b\n",
        "- target: $.tags[0]\n  remove: true\n- target: $\n  update:\n    info: {title: Ferry}",
    );
    assert_eq!(document.root.pointer("/tags/0/name"), Some(&json!("b")));
    assert_eq!(
        place(&report, "/tags/0/name"),
        ("openapi.yaml".to_owned(), 4, 3)
    );
    assert_eq!(
        place(&report, "/info/title"),
        ("overlay.yaml".to_owned(), 8, 12)
    );
}

#[test]
fn what_is_appended_keeps_its_place_when_elements_before_it_go() {
    let (document, report) = overlaid(
        "tags:\n- name: a\n- name: b\n",
        "- target: $.tags\n  update:\n    name: c\n- target: $.tags[?@.name != 'c']\n  remove: true",
    );
    assert_eq!(document.root, json!({"tags": [{"name": "c"}]}));
    assert_eq!(
        place(&report, "/tags/0/name"),
        ("overlay.yaml".to_owned(), 6, 5)
    );
}

#[test]
fn a_copy_is_shown_where_each_part_of_it_was_written() {
    let (document, report) = overlaid(
        "a:\n  x: 1\nb: {}\n",
        "- target: $.a\n  update:\n    y: 2\n- target: $.b\n  copy: $.a",
    );
    assert_eq!(document.root["b"], json!({"x": 1, "y": 2}));
    assert_eq!(place(&report, "/b/x"), ("openapi.yaml".to_owned(), 2, 3));
    assert_eq!(place(&report, "/b/y"), ("overlay.yaml".to_owned(), 6, 5));
}

#[test]
fn what_is_merged_into_an_object_is_shown_apart_from_the_rest_of_it() {
    let (_, report) = overlaid(
        "info:\n  title: Ferry\n  contact: {name: A}\n",
        "- target: $\n  update:\n    info:\n      contact: {url: U}\n      version: '2'",
    );
    for (at, file, line) in [
        ("/info/title", "openapi.yaml", 2),
        ("/info/contact/name", "openapi.yaml", 3),
        ("/info/contact/url", "overlay.yaml", 7),
        ("/info/version", "overlay.yaml", 8),
    ] {
        let (found, at_line, _) = place(&report, at);
        assert_eq!((found.as_str(), at_line), (file, line), "{at}");
    }
}

/// The cases that belong to the Overlay Specification, where they are at hand.
#[test]
fn the_cases_of_the_specification_pass() {
    let Some(folder) = support::corpus("suites/overlay-spec") else {
        return;
    };
    let mut cases = 0;
    for case in std::fs::read_dir(folder).unwrap() {
        let case = case.unwrap().path();
        let read = |name: &str| support::file_of(&case.join(name));
        let tree = |file: SourceFile| {
            support::parse_text(&file.path, std::str::from_utf8(&file.bytes).unwrap())
        };
        let (mut document, mut files, mut sink) = tree(read("openapi.yaml"));
        overlay::apply(&mut document, &read("overlay.yaml"), &mut files, &mut sink);
        let expected: Value = tree(read("output.yaml")).0.root;
        assert_eq!(document.root, expected, "{}", name(&case));
        assert!(!sink.has_errors(), "{}", name(&case));
        cases += 1;
    }
    assert!(cases >= 5, "{cases}");
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}
