//! What is doubtful in a document and yet no error: each finding is shown as its reader sees it, and the crate is made.

#[path = "../support/mod.rs"]
mod support;

use clientsmith::diagnostics::Style;
use support::Inputs;

#[test]
fn doubts_are_said_and_the_crate_is_made() {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        insta::glob!("../fixtures/doubts", "*.yaml", |path| {
            let generation = Inputs::of_fixture(path).generate("../../runtime");
            assert!(generation.files.is_some(), "no crate is made");
            insta::assert_snapshot!("doubt", generation.report.render(Style::Plain));
        });
    });
}
