//! `[lints]`: how grave each kind of finding is, and where.

#[cfg(test)]
mod tests;

use super::{Config, Level, Lint, LintEntry, Pattern};
use crate::diagnostics::{Addresses, Code, Diagnostic, Place, Severity, Sink, most_like};

/// Gives every finding the severity that `[lints]` sets for it.
///
/// To be called once, when all stages have had their say; then allowances of what never came up are reported, unless
/// the document could not be read to its end (`finished` is false). A `deny` of what never came up is a guard, and no
/// fault.
pub fn apply_levels(config: &Config, addresses: &Addresses<'_>, finished: bool, sink: &mut Sink) {
    let mut levels: Vec<Levels<'_>> = config
        .lints
        .iter()
        .filter_map(|(name, lint)| Some((Code::from_name(name)?, lint)))
        .map(|(code, lint)| Levels::new(code, lint))
        .collect();
    // Whether an allowance is used shows before that of unused settings itself takes effect.
    levels.sort_by_key(|levels| levels.code == Code::UnusedConfig);
    for levels in &mut levels {
        levels.apply(addresses, sink);
        if finished && levels.code != Code::UnusedConfig {
            levels.report_unused(config, sink);
        }
    }
}

/// The levels of one code, and which of them were of use.
struct Levels<'a> {
    code: Code,
    entries: Vec<Entry<'a>>,
    /// Where the code came up and no level held.
    elsewhere: Vec<String>,
}

/// One level of a code.
struct Entry<'a> {
    written: &'a LintEntry,
    /// `None` where it holds everywhere.
    places: Option<Vec<Used<'a>>>,
    is_used: bool,
}

/// One pattern, and whether it fitted a finding.
struct Used<'a> {
    text: &'a str,
    pattern: Pattern<'a>,
    is_used: bool,
}

impl<'a> Levels<'a> {
    fn new(code: Code, lint: &'a Lint) -> Self {
        Self {
            code,
            entries: lint.entries.iter().map(Entry::new).collect(),
            elsewhere: Vec::new(),
        }
    }

    fn apply(&mut self, addresses: &Addresses<'_>, sink: &mut Sink) {
        sink.diagnostics_mut().retain_mut(|finding| {
            let stays = is_final(finding.code) && finding.severity == Severity::Error;
            if finding.code != self.code || stays {
                return true;
            }
            let at = addresses.all(&finding.place);
            let Some(level) = self.entries.iter_mut().find_map(|entry| entry.level(&at)) else {
                self.elsewhere.extend(at);
                return true;
            };
            match level {
                Level::Allow => {}
                Level::Warn => finding.severity = Severity::Warning,
                Level::Deny => finding.severity = Severity::Error,
            }
            level != Level::Allow
        });
    }

    fn report_unused(&self, config: &Config, sink: &mut Sink) {
        let is_list = config.is_list_of_levels(self.code);
        for (index, entry) in self.entries.iter().enumerate() {
            if entry.written.level != Level::Allow {
                continue;
            }
            let index = index.to_string();
            let mut path = vec!["lints", self.code.as_str()];
            path.extend(is_list.then_some(index.as_str()));
            for (number, place) in entry.places.iter().flatten().enumerate() {
                if !place.is_used {
                    let place_of = config.place_of_pattern(&path, number);
                    sink.push(self.unused_place(place_of, place.text));
                }
            }
            if entry.places.is_none() && !entry.is_used {
                let place = config.places.of(&path);
                let message = format!("`{}` is allowed and never came up", self.code);
                sink.push(Diagnostic::new(Code::UnusedConfig, place, message))
                    .and_help("remove this line");
            }
        }
    }

    fn unused_place(&self, place: Place, text: &str) -> Diagnostic {
        let code = self.code;
        let message = format!("`{code}` is allowed at `{text}` and never came up there");
        let finding = Diagnostic::new(Code::UnusedConfig, place, message);
        let found = self.elsewhere.iter().map(String::as_str);
        match most_like(text, found.clone()).or_else(|| found.clone().next()) {
            Some(other) => finding.help(format!("it came up at `{other}`")),
            None => finding.help("remove this place"),
        }
    }
}

impl<'a> Entry<'a> {
    fn new(written: &'a LintEntry) -> Self {
        let used = |text: &'a String| {
            Some(Used {
                text,
                pattern: Pattern::parse(text)?,
                is_used: false,
            })
        };
        Self {
            written,
            places: written
                .at
                .as_ref()
                .map(|places| places.iter().filter_map(used).collect()),
            is_used: false,
        }
    }

    /// The level, if it holds at any of these addresses.
    fn level(&mut self, addresses: &[String]) -> Option<Level> {
        let Some(places) = &mut self.places else {
            self.is_used = true;
            return Some(self.written.level);
        };
        let mut holds = false;
        for place in places {
            let fits = addresses.iter().any(|at| place.pattern.fits(at));
            place.is_used |= fits;
            holds |= fits;
        }
        holds.then_some(self.written.level)
    }
}

impl Config {
    /// Whether the levels of a code are written as a list.
    fn is_list_of_levels(&self, code: Code) -> bool {
        self.places.knows(&["lints", code.as_str(), "0"])
    }

    /// Where pattern `number` of the level at `path` is written: by itself, or in a list.
    fn place_of_pattern(&self, path: &[&str], number: usize) -> Place {
        let number = number.to_string();
        let at = [path, &["at"]].concat();
        let in_list = [at.as_slice(), &[number.as_str()]].concat();
        match self.places.knows(&in_list) {
            true => self.places.of(&in_list),
            false => self.places.of(&at),
        }
    }
}

/// Whether every finding of this code forbids a crate, so that no level can be given to it.
pub(super) const fn is_always_final(code: Code) -> bool {
    // These are milder where little is lost: a `$ref` of an example, a comma too many, an optional action.
    let is_mild_somewhere = matches!(
        code,
        Code::FileNotFound
            | Code::InvalidSyntax
            | Code::UnresolvedReference
            | Code::ReferenceCycle
            | Code::ReferenceOutsideFolder
            | Code::UnmatchedAction
    );
    is_final(code) && !is_mild_somewhere
}

/// Whether no crate can be made after an error of this code, whatever `client.toml` says.
pub const fn is_final(code: Code) -> bool {
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
