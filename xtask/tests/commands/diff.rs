//! `cargo xtask diff`, in a repository of git with one commit.

use std::process::Command;

use crate::repository::{BAD, GOOD, Repository};

/// An edit of [`GOOD`]: a property that was promised is not any more.
const CHANGED: (&str, &str) = ("required: [name]", "required: []");

/// A repository whose documents are committed.
fn committed(apis: &[(&str, &str)]) -> Repository {
    let repository = Repository::new(apis);
    git(&repository, &["init", "--quiet", "--initial-branch=main"]);
    commit(&repository);
    repository
}

fn commit(repository: &Repository) {
    git(repository, &["add", "--all"]);
    let who = ["-c", "user.name=T", "-c", "user.email=t@example.com"];
    let rest = [
        "-c",
        "commit.gpgsign=false",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "m",
    ];
    git(repository, &[&who[..], &rest[..]].concat());
}

fn git(repository: &Repository, arguments: &[&str]) {
    let mut command = Command::new("git");
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
    let output = command
        .args(arguments)
        .current_dir(repository.path(""))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn edit(repository: &Repository, path: &str, (from, to): (&str, &str)) {
    let text = repository.read(path);
    assert!(text.contains(from));
    repository.write(path, &text.replace(from, to));
}

#[test]
fn what_has_not_changed_is_one_line() {
    let repository = committed(&[("pets", GOOD)]);
    let run = repository.run(&["diff", "--fail-on", "any"]);
    run.ends(0);
    assert_eq!(run.output, "pets: no changes\n");
}

#[test]
fn a_change_is_told_with_its_places_and_fails_if_it_is_told_to() {
    let repository = committed(&[("pets", GOOD), ("other", GOOD)]);
    edit(&repository, "specs/pets/openapi.yaml", CHANGED);
    repository
        .run(&["diff"])
        .ends(0)
        .prints("other: no changes")
        .prints("pets: 1 breaking")
        .prints("specs/pets/openapi.yaml:22");
    repository.run(&["diff", "--fail-on", "breaking"]).ends(1);
    repository
        .run(&["diff", "other", "--fail-on", "breaking,version"])
        .ends(0)
        .lacks("pets");
    // Nothing of the base is left behind, and the index is as it was.
    git(&repository, &["diff", "--cached", "--quiet"]);
}

#[test]
fn overlays_and_client_toml_are_part_of_a_revision() {
    let repository = committed(&[("pets", GOOD)]);
    repository.write(
        "specs/pets/overlay.yaml",
        "overlay: 1.0.0\ninfo: {title: o, version: 1.0.0}\nactions:\n- target: $.paths['/pets'].get\n  update: {operationId: everyPet}\n",
    );
    repository.run(&["diff"]).ends(0).prints("pets: 1 breaking");
    commit(&repository);
    repository.run(&["diff"]).ends(0).prints("pets: no changes");
    repository
        .run(&["diff", "--base", "HEAD~1"])
        .ends(0)
        .prints("pets: 1 breaking");
}

#[test]
fn files_that_the_document_refers_to_are_those_of_the_revision() {
    let operations = GOOD.split("components:").next().unwrap();
    let parted = operations.replace("#/components/schemas/Pet", "parts.yaml#/Pet");
    let repository = Repository::new(&[("pets", &parted)]);
    let pet = "Pet: { type: object, required: [name], properties: { name: { type: string } } }\n";
    repository.write("specs/pets/parts.yaml", pet);
    git(&repository, &["init", "--quiet", "--initial-branch=main"]);
    commit(&repository);
    repository.run(&["diff"]).ends(0).prints("pets: no changes");
    edit(&repository, "specs/pets/parts.yaml", CHANGED);
    repository
        .run(&["diff"])
        .ends(0)
        .prints("pets: 1 breaking")
        .prints("specs/pets/parts.yaml:1");
}

#[test]
fn an_api_may_be_new_or_gone() {
    let repository = committed(&[("pets", GOOD)]);
    std::fs::rename(
        repository.path("specs/pets"),
        repository.path("specs/animals"),
    )
    .unwrap();
    repository
        .run(&["diff"])
        .ends(0)
        .prints("animals: new since HEAD: 1 operation, 1 type")
        .prints("pets: gone since HEAD");
    repository
        .run(&["diff", "pets", "--fail-on", "breaking"])
        .ends(1);
    repository
        .run(&["diff", "animals", "--fail-on", "breaking"])
        .ends(0);
}

#[test]
fn two_files_are_compared_without_git() {
    let repository = Repository::new(&[]);
    repository.write("before.yaml", GOOD);
    repository.write("after.yaml", &GOOD.replace(CHANGED.0, CHANGED.1));
    repository
        .run(&["diff", "--from", "before.yaml", "--to", "after.yaml"])
        .ends(0)
        .prints("after: 1 breaking")
        .prints("after.yaml:22")
        .prints("before.yaml:22");
}

#[test]
fn a_side_that_cannot_be_read_is_told_with_its_faults() {
    let repository = committed(&[("pets", BAD)]);
    repository.write("specs/pets/openapi.yaml", GOOD);
    repository
        .run(&["diff"])
        .ends(1)
        .complains("unresolved-reference")
        .complains("pets at HEAD: ");
}

#[test]
fn formats_are_for_people_pull_requests_and_programs() {
    let repository = committed(&[("pets", GOOD)]);
    edit(&repository, "specs/pets/openapi.yaml", CHANGED);
    repository
        .run(&["diff", "--format", "markdown"])
        .ends(0)
        .prints("|");
    let json = repository.run(&["diff", "--format", "json"]);
    json.ends(0);
    let report: serde_json::Value = serde_json::from_str(&json.output).unwrap();
    assert_eq!(report["apis"][0]["api"], "pets");
}

#[test]
fn a_change_that_client_toml_allows_does_not_fail() {
    let repository = committed(&[("pets", GOOD)]);
    edit(&repository, "specs/pets/openapi.yaml", CHANGED);
    let json = repository.run(&["diff", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.output).unwrap();
    let fingerprint = report["apis"][0]["changes"][0]["fingerprint"]
        .as_str()
        .unwrap();
    let allow = |fingerprint: &str| {
        let entry = format!(
            "[[allowed-changes]]\nfingerprint = \"{fingerprint}\"\nreason = \"announced\"\n"
        );
        repository.write("specs/pets/client.toml", &entry);
    };
    allow(fingerprint);
    repository
        .run(&["diff", "--fail-on", "breaking"])
        .ends(0)
        .prints("1 allowed")
        .prints("announced");
    allow("0123456789abcdef");
    repository
        .run(&["diff", "--fail-on", "breaking"])
        .ends(1)
        .complains("specs/pets/client.toml:2: the change `0123456789abcdef` is allowed");
}

#[test]
fn wrong_usage_is_told_apart() {
    let repository = committed(&[("pets", GOOD)]);
    repository
        .run(&["diff", "cats"])
        .ends(2)
        .complains("there is no API `cats` in specs/, here or at HEAD; known: pets");
    repository
        .run(&["diff", "--base", "nowhere"])
        .ends(2)
        .complains("git knows no revision `nowhere`");
    repository.run(&["diff", "--from", "a.yaml"]).ends(2);
    repository
        .run(&["diff", "--from", "a.yaml", "--to", "b.yaml"])
        .ends(2)
        .complains("there is no file a.yaml");
    Repository::new(&[("pets", GOOD)])
        .run(&["diff"])
        .ends(1)
        .complains("there is no revision to compare with");
}
