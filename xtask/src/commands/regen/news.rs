//! What is said of an API when it was said before what was found in it.

use clientsmith::diagnostics::Style;

use crate::findings::Known;
use crate::made::{Made, Vendored};

/// What was said of one API so far and still holds.
#[derive(Default)]
pub(super) struct News {
    findings: Known,
    /// What is not as it was published.
    vendored: Vec<String>,
    has_crate: Option<bool>,
}

impl News {
    /// Says what is found now and was not before, and what was found before and is not now.
    pub(super) fn tell(&mut self, api: &str, made: &Made) {
        let has_crate = made.package.is_some();
        let (new, mended) = self.findings.changes(&made.report, has_crate);
        anstream::print!("{}", new.render(Style::Colored));
        for gone in &mended {
            anstream::println!("{api}: mended: {}: {}", gone.code, gone.message);
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
}
