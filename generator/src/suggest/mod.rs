//! What stands beside a document that is new here: an overlay for what was found in it, and a `client.toml` of everything
//! that can be chosen.

mod actions;
mod client_toml;
mod json_path;
mod licences;
mod yaml;

pub use client_toml::client_toml;

use crate::diagnostics::{Files, Report, Sink};
use crate::model::Api;
use crate::source::{self, SourceFile};
use actions::Findings;

/// An overlay for what was found in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// Its text, YAML.
    pub text: String,
    /// How many actions it has: what they change is meant in any case, so they do no harm.
    pub actions: usize,
    /// How many more it has commented out, for a person to decide on.
    pub doubtful: usize,
}

/// Suggests actions for what `report` found in `document` and an overlay can mend; `None` if that is nothing.
///
/// `report` and `api` are those of the document as it was published, without overlays. Only its main file is changed:
/// overlays do not reach what it refers to in others.
pub fn overlay(report: &Report, api: &Api, document: &SourceFile) -> Option<Overlay> {
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let (_, root) = source::parse_tree(document, &mut files, &mut sink);
    let root = root?;
    let findings = Findings {
        report,
        api,
        path: &document.path,
        root: &root,
    };
    let actions = findings.actions();
    let doubtful = actions.iter().filter(|action| action.is_doubtful).count();
    (!actions.is_empty()).then(|| Overlay {
        text: yaml::overlay(&api.info.title, &actions),
        actions: actions.len() - doubtful,
        doubtful,
    })
}
