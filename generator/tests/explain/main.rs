//! Every code is explained, and every explanation is true: its example gives a finding of that code, shown as its reader
//! sees it, and the mended example gives none.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::panic)]

mod page;

use clientsmith::diagnostics::{Code, Report, Style};
use page::Page;

/// The codes that no document leads to; the unit tests of `render` provoke them.
const WITHOUT_EXAMPLE: [Code; 1] = [Code::InternalFault];

fn explained() -> impl Iterator<Item = (Code, Page)> {
    let codes = Code::ALL.iter().copied();
    codes
        .filter(|code| !WITHOUT_EXAMPLE.contains(code))
        .map(|code| (code, Page::of(code)))
}

fn has(report: &Report, code: Code) -> bool {
    report.diagnostics().iter().any(|found| found.code == code)
}

#[test]
fn each_example_yields_its_code() {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    for (code, page) in explained() {
        let generation = page.example.generate();
        let shown = generation.report.render(Style::Plain);
        assert!(
            has(&generation.report, code),
            "{code} is not said of its example:\n{shown}"
        );
        assert_eq!(
            generation.files.is_none(),
            generation.report.has_errors(),
            "{code}: a crate is made where there is no error"
        );
        settings.bind(|| insta::assert_snapshot!(code.as_str(), shown));
    }
}

#[test]
fn each_mended_example_does_not() {
    for (code, page) in explained() {
        let generation = page.mended.generate();
        let shown = generation.report.render(Style::Plain);
        assert!(
            !has(&generation.report, code),
            "{code} is said of its mended example:\n{shown}"
        );
        assert!(
            generation.files.is_some(),
            "{code}: no crate is made of the mended example:\n{shown}"
        );
    }
}

#[test]
fn each_page_is_short_and_whole() {
    for code in Code::ALL {
        let text = code.explanation();
        assert!(text.contains("\n## Mend\n"), "{code}");
        let is_without = WITHOUT_EXAMPLE.contains(code);
        assert_eq!(text.contains("\n## Example\n"), !is_without, "{code}");
        assert!(
            text.lines().count() < 60,
            "{code}: an explanation is read on one screen"
        );
    }
}
