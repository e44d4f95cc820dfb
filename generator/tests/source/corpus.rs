//! The corpus, where it is at hand.

use clientsmith::diagnostics::{Code, Severity, Style};
use clientsmith::source::SourceFile;

use crate::support::{self, Folder, corpus};

/// Real documents in one file have no fault that stops the reader.
#[test]
fn real_documents_are_read() {
    let Some(folder) = corpus("real") else { return };
    let mut read = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        // The largest take long in a test build; the benchmarks read them.
        if !path.is_file() || path.metadata().unwrap().len() > 1 << 20 {
            continue;
        }
        let file = SourceFile {
            path: path.file_name().unwrap().to_string_lossy().into(),
            bytes: std::fs::read(&path).unwrap(),
        };
        let (document, report) = support::read(&file, &Folder(folder.clone()));
        assert!(
            document.is_some() && !report.has_errors(),
            "{}",
            report.render(Style::Plain)
        );
        read += 1;
    }
    assert!(read > 40, "{read}");
}

/// Documents that other tools refuse end in a result or a diagnostic.
#[test]
fn refused_documents_end_in_diagnostics() {
    let Some(folder) = corpus("suites/ogen-negative") else {
        return;
    };
    let mut said = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let (document, report) = support::read_fixture(&path);
        let errors = report
            .diagnostics()
            .iter()
            .filter(|d| d.severity == Severity::Error);
        said.extend(errors.map(|d| d.code));
        assert!(document.is_some() || report.has_errors());
    }
    for code in [
        Code::ReferenceCycle,
        Code::UnresolvedReference,
        Code::Swagger2,
        Code::UnknownVersion,
    ] {
        assert!(said.contains(&code), "{code}");
    }
}
