//! Overlays: what they change, and what readers see when one is at fault.

use std::path::Path;

use clientsmith::diagnostics::{Pointer, Report, Style};
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

/// The document after one overlay, which is to be without fault.
fn overlaid(text: &str, actions: &str) -> (Document, Report) {
    let (mut document, mut files, mut sink) = support::parse_text("openapi.yaml", text);
    let overlay =
        format!("overlay: 1.0.0\ninfo: {{title: Mend, version: '1'}}\nactions:\n{actions}");
    let overlay = SourceFile {
        path: "overlay.yaml".to_owned(),
        bytes: overlay.into_bytes(),
    };
    overlay::apply(&mut document, &overlay, &mut files, &mut sink);
    let report = Report::new(sink, files, document.origins().clone());
    assert_eq!(report.render(Style::Plain), "");
    (document, report)
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
fn lists_take_an_element_or_another_list() {
    let (document, _) = overlaid(
        "tags: [{name: a}]\nrequired: [x]",
        "- target: $.tags\n  update: {name: b}\n- target: $\n  update: {required: [y, z]}\n- target: $.tags\n  update: [{name: c}]",
    );
    assert_eq!(
        document.root,
        json!({"tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}], "required": ["x", "y", "z"]})
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
fn a_value_is_copied_since_1_1() {
    let (document, _) = overlaid("a: {x: 1}\nb: {y: 2}", "- target: $.b\n  copy: $.a");
    assert_eq!(document.root, json!({"a": {"x": 1}, "b": {"y": 2, "x": 1}}));
}

#[test]
fn places_after_an_overlay_are_in_the_file_that_has_them() {
    let (document, report) = overlaid(
        "openapi: 3.0.3\ntags:\n- name: a\n- name: b\n",
        "- target: $.tags[0]\n  remove: true\n- target: $\n  update:\n    info: {title: Ferry}",
    );
    let place = |at: &str| {
        use clientsmith::diagnostics::{Code, Diagnostic, Place};
        let diagnostic = Diagnostic::new(Code::WrongType, Place::Document(Pointer::parse(at)), "");
        report.place(&diagnostic).unwrap()
    };
    assert_eq!(document.root.pointer("/tags/0/name"), Some(&json!("b")));
    assert_eq!(place("/tags/0/name"), ("openapi.yaml".to_owned(), 4, 3));
    assert_eq!(place("/info/title"), ("overlay.yaml".to_owned(), 8, 12));
}

/// The cases that belong to the Overlay Specification, where they are at hand.
#[test]
fn the_cases_of_the_specification_pass() {
    let Some(folder) = crate::corpus::folder("suites/overlay-spec") else {
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
