//! What is said of an API when it was said before what was found in it.

use std::collections::HashMap;

use clientsmith::diagnostics::{Code, Diagnostic, Report, Severity, Style};

use crate::made::{Made, Vendored};

/// What a finding is known by from one round to the next: its line moves with the text above it.
type Key = (Code, Severity, Option<String>, String);

/// What was said of one API so far and still holds.
#[derive(Default)]
pub(super) struct News {
    /// How often each finding was said.
    findings: HashMap<Key, usize>,
    /// What is not as it was published.
    vendored: Vec<String>,
    has_crate: Option<bool>,
}

impl News {
    /// Says what is found now and was not before, and what was found before and is not now.
    pub(super) fn tell(&mut self, api: &str, made: &Made) {
        let has_crate = made.package.is_some();
        let (new, mended) = self.changes(&made.report, has_crate);
        anstream::print!("{}", new.render(Style::Colored));
        for (code, _, _, message) in &mended {
            anstream::println!("{api}: mended: {code}: {message}");
        }
        let vendored = match &made.vendored {
            Vendored::Unlocked => Vec::new(),
            Vendored::Locked(faults) => faults.iter().map(|fault| fault.words(api)).collect(),
        };
        for line in vendored.iter().filter(|line| !self.vendored.contains(line)) {
            anstream::println!("{api}: {line}");
        }
        self.vendored = vendored;
        if !new.diagnostics().is_empty() || !mended.is_empty() {
            anstream::println!("{}", made.report.summary(api));
        }
        if !has_crate && self.has_crate != Some(false) {
            anstream::println!("{api}: generated/{api} stays as it is until that is mended");
        }
        self.has_crate = Some(has_crate);
    }

    /// The findings that are new, and the keys of those that are gone; `report` is what holds from here on. If no crate
    /// came of it, an error has hidden what is found after it: only errors are said to be gone then.
    fn changes(&mut self, report: &Report, is_whole: bool) -> (Report, Vec<Key>) {
        let mut before = std::mem::take(&mut self.findings);
        let new = report.only(|finding| {
            let key = key(report, finding);
            *self.findings.entry(key.clone()).or_default() += 1;
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
            match is_whole || key.1 == Severity::Error {
                true => gone.extend(std::iter::repeat_n(key, left)),
                false => *self.findings.entry(key).or_default() += left,
            }
        }
        gone.sort_by(|one, two| (one.0, &one.3).cmp(&(two.0, &two.3)));
        (new, gone)
    }
}

fn key(report: &Report, finding: &Diagnostic) -> Key {
    let pointer = report
        .source(&finding.place)
        .map(|(path, at)| format!("{path}{at}"));
    (
        finding.code,
        finding.severity,
        pointer,
        finding.message.clone(),
    )
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
        news: &mut News,
        findings: &[(&str, &str)],
        is_whole: bool,
    ) -> (Vec<String>, Vec<String>) {
        let (new, gone) = news.changes(&report(findings), is_whole);
        let new = new.diagnostics().iter().map(|one| one.message.clone());
        let gone = gone.into_iter().map(|(_, _, _, message)| message);
        (new.collect(), gone.collect())
    }

    fn all(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn only_what_changed_is_told() {
        let mut news = News::default();
        let mut told = |findings: &[(&str, &str)]| told(&mut news, findings, true);
        let both = [("/a", "one"), ("/b", "two")];
        assert_eq!(
            told(&[("/a", "one"), ("/a", "one")]),
            (all(&["one", "one"]), all(&[]))
        );
        assert_eq!(told(&both), (all(&["two"]), all(&["one"])));
        assert_eq!(told(&both), (all(&[]), all(&[])));
        assert_eq!(told(&[]), (all(&[]), all(&["one", "two"])));
    }

    #[test]
    fn what_an_error_hides_is_not_mended() {
        let mut news = News::default();
        told(&mut news, &[("/a", "one")], true);
        assert_eq!(told(&mut news, &[], false), (all(&[]), all(&[])));
        assert_eq!(
            told(&mut news, &[("/a", "one")], true),
            (all(&[]), all(&[]))
        );
        assert_eq!(told(&mut news, &[], true), (all(&[]), all(&["one"])));
    }
}
