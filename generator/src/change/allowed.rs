//! Changes that `client.toml` allows.

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic};

use super::report::Change;

/// Marks the findings that are allowed; answers what is said of allowances that no finding needs.
pub(super) fn apply(changes: &mut [Change], config: &Config) -> Vec<Diagnostic> {
    let mut unused = Vec::new();
    for (index, allowance) in config.allowed_changes.iter().enumerate() {
        let mut is_used = false;
        for change in changes
            .iter_mut()
            .filter(|change| change.fingerprint == allowance.fingerprint)
        {
            is_used = true;
            change.allowed = Some(allowance.reason.clone());
        }
        if !is_used {
            let index = index.to_string();
            let place = config
                .places
                .of(&["allowed-changes", &index, "fingerprint"]);
            let message = format!(
                "the change `{}` is allowed and there is no such change",
                allowance.fingerprint
            );
            let mut diagnostic = Diagnostic::new(Code::UnusedConfig, place, message);
            diagnostic.and_help("remove this allowance");
            unused.push(diagnostic);
        }
    }
    unused
}
