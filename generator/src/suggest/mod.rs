//! What stands beside a document that is new here: an overlay for what was found in it, and a `client.toml` of everything
//! that can be chosen.

mod actions;
mod client_toml;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{LoadError, Loader};

    /// One file beside the document.
    struct Part(&'static str);

    impl Loader for Part {
        fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
            match path {
                "part.yaml" => Ok(self.0.as_bytes().to_vec()),
                _ => Err(LoadError::NotFound),
            }
        }
    }

    /// The lines of the overlay that is suggested.
    fn suggested(document: &str, part: &'static str) -> Vec<String> {
        let document = SourceFile {
            path: "openapi.yaml".to_owned(),
            bytes: document.as_bytes().to_vec(),
        };
        let reading = crate::read(&crate::Job {
            name: "pets",
            document: &document,
            overlays: &[],
            config: None,
            loader: &Part(part),
            runtime_path: String::new(),
            own_workspace: false,
        });
        let overlay = overlay(&reading.report, &reading.api.unwrap(), &document);
        let text = overlay.map_or(String::new(), |overlay| overlay.text);
        text.lines().map(str::to_owned).collect()
    }

    /// The targets of its actions, those that are commented out with a `#`.
    fn targets(document: &str, part: &'static str) -> Vec<String> {
        let lines = suggested(document, part);
        let targets = lines.iter().filter_map(|line| {
            let (before, target) = line.split_once("- target: ")?;
            Some(format!("{}{target}", before.trim()))
        });
        targets.collect()
    }

    #[test]
    fn operations_whose_paths_make_one_id_get_ids_of_their_own() {
        let document = "openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /a-b: { get: { responses: { '204': { description: Done } } } }
  /a_b: { get: { responses: { '204': { description: Done } } } }
  /c: { get: { responses: { '204': { description: Done } } } }
";
        let lines = suggested(document, "");
        let ids = lines
            .iter()
            .filter_map(|line| line.trim().strip_prefix("update: { operationId: "));
        let ids: Vec<&str> = ids.collect();
        assert_eq!(ids, ["get_a_b }", "get_a_b2 }", "get_c }"]);
    }

    #[test]
    fn examples_of_one_list_go_together() {
        let document = "openapi: 3.1.0
info: { title: Pets, version: '1' }
components:
  schemas:
    Name: { type: string, examples: [1, Ann, 2] }
";
        assert_eq!(
            targets(document, ""),
            ["#$.components.schemas.Name.examples[0,2]"]
        );
    }

    #[test]
    fn what_stands_in_another_file_is_left_alone() {
        let document = "openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /a: { $ref: part.yaml }
  /b: { get: { responses: { '204': { description: Done } } } }
";
        let part = "get: { responses: { '204': { description: Done } } }\n";
        assert_eq!(targets(document, part), ["$.paths['/b'].get"]);
    }

    #[test]
    fn a_path_item_of_two_paths_has_no_one_name() {
        let document = "openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /a: { $ref: '#/components/pathItems/Both' }
  /b: { $ref: '#/components/pathItems/Both' }
components:
  pathItems:
    Both: { get: { responses: { '204': { description: Done } } } }
";
        assert_eq!(targets(document, ""), [""; 0]);
    }

    #[test]
    fn a_document_without_findings_has_no_overlay() {
        let document = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths: {}\n";
        assert_eq!(targets(document, ""), [""; 0]);
    }
}
