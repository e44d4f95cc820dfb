//! The report as people and programs see it.

use clientsmith::change::{self, Changes};
use clientsmith::diagnostics::Style;

use crate::reports::compare;
use crate::support::{Inputs, fixture};

/// The change of a harbour: something of each gravity, and names that mean something to Markdown and to HTML.
fn harbour(config: &str) -> Changes {
    let side = |file: &str, config: &str| {
        let folder = fixture("../change/rendering");
        let document = std::fs::read_to_string(folder.join(file)).unwrap();
        Inputs::of_text(file, &document).with_config(config)
    };
    compare(
        "harbour",
        &side("before.yaml", ""),
        &side("after.yaml", config),
    )
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("rendering");
    settings
}

#[test]
fn on_a_terminal() {
    settings().bind(|| insta::assert_snapshot!("text", change::text(&harbour(""))));
}

#[test]
fn in_a_pull_request() {
    settings().bind(|| insta::assert_snapshot!("markdown", change::markdown(&harbour(""))));
}

#[test]
fn for_programs() {
    settings().bind(|| {
        let json = serde_json::to_string_pretty(&change::json(&harbour(""))).unwrap();
        insta::assert_snapshot!("json", json)
    });
}

#[test]
fn a_change_that_is_known_is_allowed() {
    let plain = harbour("");
    let removed = plain
        .findings
        .iter()
        .find(|one| one.kind.to_string() == "operation-removed");
    let fingerprint = &removed.unwrap().fingerprint;
    let config = format!(
        "[[allowed-changes]]\nfingerprint = \"{fingerprint}\"\nreason = \"nobody sinks ships\"\n\n\
         [[allowed-changes]]\nfingerprint = \"0000000000000000\"\nreason = \"long gone\"\n"
    );
    let changes = harbour(&config);
    let allowed: Vec<_> = changes.allowed().collect();
    assert!(
        matches!(allowed.as_slice(), [one] if one.allowed.as_deref() == Some("nobody sinks ships"))
    );
    let unused: Vec<&str> = changes
        .unused_allowances
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    assert_eq!(
        unused,
        ["the change `0000000000000000` is allowed and there is no such change"]
    );
    assert_eq!(
        plain.summary(),
        "harbour: 7 breaking, 4 added; asks for 0.2.0"
    );
}

#[test]
fn an_allowance_needs_a_reason() {
    let inputs = Inputs::of_text("openapi.yaml", "openapi: 3.1.0\n")
        .with_config("[[allowed-changes]]\nfingerprint = \"0000000000000000\"\n");
    let report = inputs.read().report.render(Style::Plain);
    assert!(report.contains("missing field `reason`"), "{report}");
}
