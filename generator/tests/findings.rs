//! Findings as tools read them: plain data for `--format json`, and annotations for `--format github`.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used)]

use clientsmith::diagnostics::{Finding, Report, Style, github};
use clientsmith::source::{LoadError, Loader, SourceFile};
use clientsmith::{Job, generate};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Ferry, version: '1'}
paths:
  /boats: {$ref: 'paths/boats.yaml#/boats'}
  /ports:
    get: {responses: {'204': {description: 100% done}}}
    put: {operationId: boats, responses: {'204': {description: done}}}
";

const PART: &str = "boats:
  get: {operationId: boats, responses: {'204': {description: done}}}
";

const OVERLAY: &str = "overlay: 1.1.0
info: {title: Mend, version: '1'}
actions:
  - target: $.info
    update:
      license: {name: 'Ferry: yes, and 100% free'}
";

const CONFIG: &str = "[lints]
raw-body = \"allow\"
";

struct Part;

impl Loader for Part {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        match path {
            "paths/boats.yaml" => Ok(PART.as_bytes().to_vec()),
            _ => Err(LoadError::NotFound),
        }
    }
}

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

/// A document of two files with an overlay; every kind of place is among the findings.
fn report() -> Report {
    let generation = generate(&Job {
        name: "ferry",
        document: &file("specs/ferry/openapi.yaml", DOCUMENT),
        overlays: &[file("specs/ferry/overlay.yaml", OVERLAY)],
        config: Some(&file("specs/ferry/client.toml", CONFIG)),
        loader: &Part,
        runtime_path: String::new(),
        own_workspace: false,
    });
    generation.report
}

#[test]
fn findings_are_plain_data_with_stable_keys() {
    let findings: Vec<Finding> = report().findings();
    insta::assert_snapshot!(serde_json::to_string_pretty(&findings).unwrap());
}

#[test]
fn findings_are_annotations_of_a_pull_request() {
    insta::assert_snapshot!(github(&report().findings()));
}

/// Findings of the later stages, about values that overlays put in: within updates, in lists of which elements went, in
/// copies. What is copied is at fault twice, and shown once.
#[test]
fn what_is_wrong_in_an_overlay_is_shown_there() {
    let document = "openapi: 3.1.0
info: {title: Ferry, version: '1'}
paths:
  /boats:
    get:
      operationId: boats
      parameters:
        - {name: port, in: query, schema: {type: string}}
        - {name: crew, in: query, schema: {type: string}}
      responses: {'204': {description: done}}
components:
  schemas:
    Boat: {type: object, properties: {name: {type: string}}}
    Ship: {type: object}
";
    let first = "overlay: 1.1.0
info: {title: Mend, version: '1'}
actions:
  - target: $.paths['/boats'].get.parameters
    update:
      - {name: port, in: query, allowReserved: 'yes', schema: {type: string}}
      - {name: crew, in: query, schema: {type: string}}
  - target: $.paths['/boats'].get.parameters[0]
    remove: true
  - target: $.components.schemas.Boat
    update:
      required: [nam]
      properties:
        sign: {type: [string, 'null'], pattern: '['}
";
    let second = "overlay: 1.1.0
info: {title: More, version: '1'}
actions:
  - target: $.components.schemas.Ship
    copy: $.components.schemas.Boat
  - target: $.components.schemas.Ship.required
    update: masts
";
    let generation = generate(&Job {
        name: "ferry",
        document: &file("openapi.yaml", document),
        overlays: &[file("overlay.yaml", first), file("overlay-2.yaml", second)],
        config: Some(&file("client.toml", "schemas = 'all'")),
        loader: &clientsmith::source::NoFiles,
        runtime_path: String::new(),
        own_workspace: false,
    });
    insta::assert_snapshot!(generation.report.render(Style::Plain));
}
