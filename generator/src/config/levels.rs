//! `[lints]`: how grave each kind of finding is.

use super::{Config, Level};
use crate::diagnostics::{Code, Diagnostic, Severity, Sink};

/// Gives every finding the severity that `[lints]` sets for it, and reports allowances of what never came up.
///
/// To be called once, when all stages have had their say. A `deny` of what never came up is a guard, and no fault.
pub fn apply_levels(config: &Config, sink: &mut Sink) {
    let levels: Vec<(Code, Level)> = config
        .lints
        .iter()
        .filter_map(|(name, level)| Some((Code::from_name(name)?, *level)))
        .filter(|(code, _)| !is_final(*code))
        .collect();
    // Whether an allowance is used shows before that of unused settings itself takes effect.
    for &(code, level) in levels
        .iter()
        .filter(|(code, _)| *code != Code::UnusedConfig)
    {
        let came_up = set(code, level, sink);
        if !came_up && level == Level::Allow {
            unused(code, config, sink);
        }
    }
    for &(code, level) in levels
        .iter()
        .filter(|(code, _)| *code == Code::UnusedConfig)
    {
        set(code, level, sink);
    }
}

/// Sets one code's severity; answers whether there was any finding of it.
fn set(code: Code, level: Level, sink: &mut Sink) -> bool {
    let diagnostics = sink.diagnostics_mut();
    let came_up = diagnostics.iter().any(|diagnostic| diagnostic.code == code);
    let severity = match level {
        Level::Allow => {
            diagnostics.retain(|diagnostic| diagnostic.code != code);
            return came_up;
        }
        Level::Warn => Severity::Warning,
        Level::Deny => Severity::Error,
    };
    for diagnostic in diagnostics
        .iter_mut()
        .filter(|diagnostic| diagnostic.code == code)
    {
        diagnostic.severity = severity;
    }
    came_up
}

fn unused(code: Code, config: &Config, sink: &mut Sink) {
    let place = config.places.of(&["lints", code.as_str()]);
    let message = format!("`{code}` is allowed and never came up");
    sink.push(Diagnostic::new(Code::UnusedConfig, place, message))
        .and_help("remove this line");
}

/// Whether no crate can be made after such a finding, whatever `client.toml` says.
pub(super) const fn is_final(code: Code) -> bool {
    matches!(
        code,
        Code::FileNotFound
            | Code::InvalidSyntax
            | Code::DuplicateKey
            | Code::LimitExceeded
            | Code::NotOpenApi
            | Code::Swagger2
            | Code::UnknownVersion
            | Code::UnresolvedReference
            | Code::ReferenceCycle
            | Code::ReferenceOutsideFolder
            | Code::InvalidOverlay
            | Code::InvalidJsonPath
            | Code::UnmatchedAction
            | Code::IncompatibleUpdate
            | Code::InvalidConfig
            | Code::UnknownConfigKey
    )
}
