//! What readers see when a document is at fault: each fixture has one fault, and its message is a snapshot.

use std::path::Path;

use clientsmith::diagnostics::{Code, Diagnostic, Files, Origins, Place, Report, Sink, Style};

use crate::support;

/// The text shown for a fixture, with the files beside it within reach.
fn shown(path: &Path) -> String {
    let (_, report) = support::read_fixture(path);
    format!("{}{}", report.render(Style::Plain), report.summary("ferry"))
}

#[test]
fn every_fault_is_shown_with_its_place() {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::glob!("../fixtures/bad", "*.{yaml,json}", |path| {
            if !path.to_string_lossy().contains("_part.") {
                insta::assert_snapshot!("bad", shown(path));
            }
        });
    });
}

#[test]
fn a_missing_document_is_shown_by_its_path() {
    let mut sink = Sink::default();
    let place = Place::Path("specs/ferry/openapi.yaml".to_owned());
    sink.push(Diagnostic::new(
        Code::FileNotFound,
        place,
        "there is no file `specs/ferry/openapi.yaml`",
    ));
    let report = Report::new(sink, Files::default(), Origins::default());
    let shown = "error[file-not-found]: there is no file `specs/ferry/openapi.yaml`\n--> specs/ferry/openapi.yaml\n\n";
    assert_eq!(report.render(Style::Plain), shown);
}

#[test]
fn a_place_in_a_line_of_megabytes_is_shown_in_a_window() {
    let filler = "\"ä\", ".repeat(400_000);
    let text = format!(
        r#"{{"openapi": "3.0.3", "x-a": [{filler}1], "paths": {{"/a": {{"$ref": "../a.json"}}}}, "x-b": [{filler}1]}}"#
    );
    let (_, report) = support::read_text("openapi.json", &text, &[]);
    let shown = report.render(Style::Plain);
    assert!(shown.len() < 1000, "{shown}");
    insta::assert_snapshot!(shown);
    let place = report.place(&report.diagnostics()[0]).unwrap();
    assert_eq!(place, ("openapi.json".to_owned(), 1, 2_000_051));
}

#[test]
fn colours_are_only_added_to_the_text() {
    let (_, report) = support::read_fixture(&support::fixture("bad/duplicate_keys.yaml"));
    let colored = report.render(Style::Colored);
    assert!(colored.contains("\u{1b}["));
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    plain.push_str(rest);
    assert_eq!(plain, report.render(Style::Plain));
}
