//! `cargo xtask lint`.

use crate::repository::{BAD, GOOD, Repository};

#[test]
fn lint_ends_with_a_summary_for_each_api() {
    let repository = Repository::new(&[("pets", GOOD), ("worse", BAD)]);
    repository.run(&["lint", "pets"]).ends(0).prints("pets: ");
    let lint = repository.run(&["lint"]);
    lint.ends(1)
        .prints("specs/worse/openapi.yaml:")
        .prints("unresolved-reference")
        .prints("worse: ")
        .prints("error");
    assert_eq!(repository.files("generated"), []);
}

#[test]
fn lint_writes_for_tools_and_for_pull_requests() {
    let repository = Repository::new(&[("bad", BAD), ("pets", GOOD)]);
    let json = repository.run(&["lint", "--format", "json"]);
    json.ends(1);
    let value: serde_json::Value = serde_json::from_str(&json.output).unwrap();
    assert_eq!(value.pointer("/apis/1/errors").unwrap(), 0);
    let first = value.pointer("/apis/0/findings/0").unwrap();
    assert_eq!(first["code"], "unresolved-reference");
    assert_eq!(first["file"], "specs/bad/openapi.yaml");
    assert_eq!(first["line"], 5);
    assert_eq!(first["at"], "/paths/~1pets/$ref");
    let annotations = repository.run(&["lint", "bad", "--format", "github"]);
    annotations
        .ends(1)
        .prints("::error file=specs/bad/openapi.yaml,line=5,endLine=5,col=5,");
}

#[test]
fn findings_are_explained() {
    let repository = Repository::new(&[]);
    repository
        .run(&["explain", "missing-operation-id"])
        .ends(0)
        .prints("# missing-operation-id (warning)")
        .prints("operationId: listBoats");
    repository
        .run(&["explain"])
        .ends(0)
        .prints("unmatched-action");
    repository
        .run(&["explain", "missing-operation"])
        .ends(2)
        .complains("did you mean `missing-operation-id`?");
}
