//! What is at fault in a `client.toml`, or shows only when a crate is to be made: each fault is an error with a place and
//! help, and no crate is made. Faults of reading have their fixtures in `tests/source`.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use clientsmith::diagnostics::{Code, Severity, Style};
use support::Inputs;

/// What is shown of a fault, once it is certain that no crate is made.
fn shown(inputs: &Inputs) -> String {
    let generation = inputs.generate("../../runtime");
    assert!(generation.report.has_errors(), "there is no error");
    assert_eq!(generation.files, None, "a crate is made");
    let (report, summary) = (
        generation.report.render(Style::Plain),
        generation.report.summary("ferry"),
    );
    format!("{report}{summary}")
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings
}

#[test]
fn faults_of_client_toml() {
    let document = std::fs::read_to_string(support::fixture("bad_config/document.yaml")).unwrap();
    let of = |path: &Path| {
        Inputs::of_text("openapi.yaml", &document)
            .with_config(&std::fs::read_to_string(path).unwrap())
    };
    settings().bind(|| {
        insta::glob!(
            "../fixtures/bad_config",
            "*.toml",
            |path| insta::assert_snapshot!("config", shown(&of(path)))
        );
    });
}

#[test]
fn a_doubt_can_be_raised_to_an_error() {
    let path = support::fixture("doubts/two_operations_with_one_id.yaml");
    let inputs =
        Inputs::of_fixture(&path).with_config("[lints]\nduplicate-operation-id = \"deny\"");
    settings().bind(|| insta::assert_snapshot!("raised_to_an_error", shown(&inputs)));
}

#[test]
fn the_document_that_the_configurations_are_for_is_without_fault() {
    let document = std::fs::read_to_string(support::fixture("bad_config/document.yaml")).unwrap();
    let generation = Inputs::of_text("openapi.yaml", &document).generate("../../runtime");
    assert_eq!(generation.report.diagnostics(), []);
    assert!(generation.files.is_some());
}

#[test]
fn a_property_that_is_named_like_a_keyword_is_only_noted() {
    let document = "\
        {openapi: 3.0.3, info: {title: Ferry, version: '1'}, paths: {}, components: {schemas: {Ship: \
        {type: object, required: [type], properties: {type: {type: string}}}}}}";
    let generation = Inputs::of_text("openapi.yaml", document).generate("../../runtime");
    let said: Vec<_> = generation
        .report
        .diagnostics()
        .iter()
        .map(|said| (said.code, said.severity))
        .collect();
    assert_eq!(said, [(Code::RenamedIdentifier, Severity::Note)]);
    let files = generation.files.unwrap();
    assert!(files["src/types/ship.rs"].contains("type_: required(String) = \"type\""));
}
