//! Changes after which every program compiles and does something else: there is nothing that could prove them but their words.

use crate::reports::compare;
use crate::support::Inputs;

const FERRY: &str = r#"
openapi: 3.0.3
info: { title: Ferry, version: 1.0.0 }
paths:
  /trips:
    get:
      operationId: FIRST
      responses: { "204": { description: None } }
  /crews:
    get:
      operationId: SECOND
      responses: { "204": { description: None } }
components:
  schemas: {}
"#;

/// The kinds of the findings on a change of a document, each with its verdict for programs.
fn kinds(before: &str, after: &str) -> Vec<(String, &'static str)> {
    let [before, after] = [before, after].map(|text| Inputs::of_text("openapi.yaml", text));
    let changes = compare("ferry", &before, &after);
    let findings = changes.findings.iter();
    findings
        .map(|one| (one.kind.to_string(), one.rust.as_str()))
        .collect()
}

#[test]
fn methods_that_change_places_call_other_operations() {
    let named = |first, second| FERRY.replace("FIRST", first).replace("SECOND", second);
    let kinds = kinds(&named("sail", "row"), &named("row", "sail"));
    let renamed = ("operation-renamed".to_owned(), "major");
    assert_eq!(kinds, [renamed.clone(), renamed]);
}

#[test]
fn arguments_of_one_type_that_change_places_say_something_else() {
    let parameter =
        |name| format!("{{ name: {name}, in: query, required: true, schema: {{ type: string }} }}");
    let named = |first, second| {
        let parameters = format!(
            "FIRST\n      parameters: [{}, {}]",
            parameter(first),
            parameter(second)
        );
        FERRY.replace("FIRST", &parameters)
    };
    let kinds = kinds(&named("from", "to"), &named("to", "from"));
    assert_eq!(kinds, [("rust-method-changed".to_owned(), "major")]);
}

#[test]
fn a_crate_of_another_name_is_found_by_no_program() {
    let before = Inputs::of_text("openapi.yaml", FERRY);
    let named = |config: &str| Inputs::of_text("openapi.yaml", FERRY).with_config(config);
    let changes = compare("ferry", &before, &named("[package]\nname = \"boats\"\n"));
    let [finding] = changes.findings.as_slice() else {
        panic!("{:?}", changes.findings)
    };
    assert_eq!(finding.kind.to_string(), "rust-crate-renamed");
    assert_eq!(finding.rust.as_str(), "major");
    assert_eq!(finding.items, ["ferry-client → boats"]);
    let same = compare(
        "ferry",
        &before,
        &named("[package]\nname = \"ferry-client\"\n"),
    );
    assert!(same.findings.is_empty());
}
