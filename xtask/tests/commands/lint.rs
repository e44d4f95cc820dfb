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
