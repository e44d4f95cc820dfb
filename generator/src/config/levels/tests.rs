use super::super::read;
use super::apply_levels;
use crate::diagnostics::{Addresses, Code, Files, Origins, Place, Pointer, Severity, Sink};
use crate::source::SourceFile;

/// What is left of three findings after these levels, and what is said of the levels themselves with the text there.
fn levels(lints: &str) -> Vec<(Code, Severity, String)> {
    apply(lints, true)
}

fn apply(lints: &str, finished: bool) -> Vec<(Code, Severity, String)> {
    let text = format!("[lints]\n{lints}");
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let main = files.add("specs/ferry/openapi.yaml", "");
    let part = files.add("specs/ferry/parts/boat.yaml", "");
    let bytes = text.clone().into_bytes();
    let path = "client.toml".to_owned();
    let config = read(&SourceFile { path, bytes }, &mut files, &mut sink).unwrap();
    assert_eq!(sink.diagnostics(), []);
    let mut origins = Origins::of_file(main);
    let boat = Pointer::parse("/components/schemas/Boat");
    origins.record(&boat, part, Pointer::parse("/Boat"));
    for (code, at) in [
        (Code::EnumWithNull, "/components/schemas/Boat/type"),
        (Code::MissingOperationId, "/paths/~1boats/get"),
        (Code::MissingOperationId, "/paths/~1ports/get"),
    ] {
        sink.say(code, &Pointer::parse(at), at);
    }
    apply_levels(
        &config,
        &Addresses::new(&files, &origins),
        finished,
        &mut sink,
    );
    let said = sink.diagnostics().iter().map(|found| {
        let shown = match &found.place {
            Place::Span(_, span) => text.get(span.clone()).unwrap().to_owned(),
            _ => found.message.clone(),
        };
        (found.code, found.severity, shown)
    });
    said.collect()
}

/// The codes and severities alone.
fn severities(lints: &str) -> Vec<(Code, Severity)> {
    let said = levels(lints).into_iter();
    said.map(|(code, severity, _)| (code, severity)).collect()
}

#[test]
fn levels_are_set_and_unused_allowances_are_said() {
    let found = severities(
        r#"
        enum-with-null = "allow"
        missing-operation-id = "deny"
        ambiguous-union = "allow"
        schema-as-any = "deny"
        "#,
    );
    let expected = [
        (Code::MissingOperationId, Severity::Error),
        (Code::MissingOperationId, Severity::Error),
        (Code::UnusedConfig, Severity::Warning),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_level_may_hold_at_one_place_alone() {
    let found = levels(
        r#"
        missing-operation-id = { level = "allow", at = "/paths/~1boats/*" }
        enum-with-null = { level = "deny", at = ["parts/boat.yaml#/Boat/**"] }
        "#,
    );
    let expected = [
        (
            Code::EnumWithNull,
            Severity::Error,
            "/components/schemas/Boat/type",
        ),
        (
            Code::MissingOperationId,
            Severity::Warning,
            "/paths/~1ports/get",
        ),
    ];
    assert_eq!(
        found,
        expected.map(|(code, level, at)| (code, level, at.to_owned()))
    );
}

#[test]
fn a_part_of_another_file_has_its_place_in_the_document_too() {
    let found =
        severities(r#"enum-with-null = { level = "allow", at = "/components/schemas/Boat/**" }"#);
    assert_eq!(found.len(), 2);
}

#[test]
fn the_first_level_that_fits_counts() {
    let found = severities(
        r#"
        missing-operation-id = [
            { level = "deny", at = "/paths/~1boats/get" },
            { level = "allow", at = "/paths/**" },
        ]
        "#,
    );
    let expected = [
        (Code::EnumWithNull, Severity::Note),
        (Code::MissingOperationId, Severity::Error),
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_allowance_of_a_place_where_nothing_is_found_is_said() {
    let found = levels(
        r#"
        missing-operation-id = { level = "allow", at = ["/paths/**", "/webhooks/**"] }
        enum-with-null = [{ level = "allow", at = "/info" }, { level = "allow" }, { level = "allow" }]
        "#,
    );
    let unused: Vec<&str> = found
        .iter()
        .filter(|(code, ..)| *code == Code::UnusedConfig)
        .map(|(.., shown)| shown.as_str())
        .collect();
    assert_eq!(unused, ["at", "{ level = \"allow\" }", "\"/webhooks/**\""]);
}

#[test]
fn nothing_is_unused_in_a_document_that_could_not_be_read() {
    let found = apply("ambiguous-union = \"allow\"", false);
    assert!(found.iter().all(|(code, ..)| *code != Code::UnusedConfig));
}

#[test]
fn the_finding_about_unused_settings_has_a_level_too() {
    let found = severities("ambiguous-union = \"allow\"\nunused-config = \"deny\"");
    assert!(found.contains(&(Code::UnusedConfig, Severity::Error)));
    let found = severities("ambiguous-union = \"allow\"\nunused-config = \"allow\"");
    assert!(found.iter().all(|(code, _)| *code != Code::UnusedConfig));
}

#[test]
fn an_error_that_leaves_nothing_keeps_its_severity_and_a_milder_one_takes_a_level() {
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let bytes = b"[lints]\nunresolved-reference = \"allow\"".to_vec();
    let path = "client.toml".to_owned();
    let config = read(&SourceFile { path, bytes }, &mut files, &mut sink).unwrap();
    let at = Pointer::parse("/paths");
    sink.say(Code::UnresolvedReference, &at, "of a schema");
    sink.say(Code::UnresolvedReference, &at, "of an example")
        .severity = Severity::Warning;
    let origins = Origins::default();
    apply_levels(&config, &Addresses::new(&files, &origins), true, &mut sink);
    let said = sink.diagnostics().iter();
    let said: Vec<&str> = said.map(|found| found.message.as_str()).collect();
    assert_eq!(said, ["of a schema"]);
}
