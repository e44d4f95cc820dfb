//! What was found before, and what is found now.

use std::collections::HashMap;

use clientsmith::diagnostics::{Code, Diagnostic, Report, Severity};

/// What a finding is known by from one report to the next: its line moves with the text above it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Its code.
    pub code: Code,
    severity: Severity,
    /// The value that it is about, with the file.
    at: Option<String>,
    /// What is said of it.
    pub message: String,
}

/// The findings that are known, and how often each was found.
#[derive(Debug, Default)]
pub struct Known(HashMap<Key, usize>);

impl Known {
    /// Those of a report.
    pub fn of(report: &Report) -> Self {
        let mut known = Self::default();
        known.changes(report, true);
        known
    }

    /// The findings that are new, and the keys of those that are gone; `report` is what holds from here on. If no crate
    /// came of it, an error has hidden what is found after it: only errors are said to be gone then.
    pub fn changes(&mut self, report: &Report, is_whole: bool) -> (Report, Vec<Key>) {
        let mut before = std::mem::take(&mut self.0);
        let new = report.only(|finding| {
            let key = key(report, finding);
            *self.0.entry(key.clone()).or_default() += 1;
            match before.get_mut(&key) {
                Some(left @ 1..) => {
                    *left -= 1;
                    false
                }
                _ => true,
            }
        });
        let mut gone: Vec<Key> = Vec::new();
        for (key, left) in before {
            match is_whole || key.severity == Severity::Error {
                true => gone.extend(std::iter::repeat_n(key, left)),
                false => *self.0.entry(key).or_default() += left,
            }
        }
        gone.sort();
        (new, gone)
    }
}

fn key(report: &Report, finding: &Diagnostic) -> Key {
    let at = report.source(&finding.place);
    Key {
        code: finding.code,
        severity: finding.severity,
        at: at.map(|(path, at)| format!("{path}{at}")),
        message: finding.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clientsmith::diagnostics::{Files, Origins, Place, Pointer, Sink};

    fn report(findings: &[(&str, &str)]) -> Report {
        let (mut files, mut sink) = (Files::default(), Sink::default());
        let file = files.add("a.yaml", "a: 1\n");
        for (at, message) in findings {
            let place = Place::File(file, Pointer::parse(*at));
            sink.push(Diagnostic::new(Code::UnknownKey, place, *message));
        }
        Report::new(sink, files, Origins::default())
    }

    fn told(
        known: &mut Known,
        findings: &[(&str, &str)],
        is_whole: bool,
    ) -> (Vec<String>, Vec<String>) {
        let (new, gone) = known.changes(&report(findings), is_whole);
        let new = new.diagnostics().iter().map(|one| one.message.clone());
        let gone = gone.into_iter().map(|gone| gone.message);
        (new.collect(), gone.collect())
    }

    fn all(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn only_what_changed_is_told() {
        let mut known = Known::default();
        let mut told = |findings: &[(&str, &str)]| told(&mut known, findings, true);
        let both = [("/a", "one"), ("/b", "two")];
        assert_eq!(
            told(&[("/a", "one"), ("/c", "three")]),
            (all(&["one", "three"]), all(&[]))
        );
        assert_eq!(told(&both), (all(&["two"]), all(&["three"])));
        assert_eq!(told(&both), (all(&[]), all(&[])));
        assert_eq!(told(&[]), (all(&[]), all(&["one", "two"])));
    }

    #[test]
    fn what_an_error_hides_is_not_mended() {
        let mut known = Known::default();
        told(&mut known, &[("/a", "one")], true);
        assert_eq!(told(&mut known, &[], false), (all(&[]), all(&[])));
        assert_eq!(
            told(&mut known, &[("/a", "one")], true),
            (all(&[]), all(&[]))
        );
        assert_eq!(told(&mut known, &[], true), (all(&[]), all(&["one"])));
    }
}
