//! `cargo xtask update`.

use crate::repository::{BAD, GOOD, Repository};

/// An overlay of two actions: one gives the operation another id, one describes it.
const OVERLAY: &str = "overlay: 1.1.0\ninfo: { title: Ours, version: 1.0.0 }\nactions:\n  - target: $.paths['/pets'].get\n    update: { operationId: all_pets }\n  - target: $.paths['/pets'].get\n    update: { description: Every pet there is. }\n";

/// A repository with the vendored API `pets`, whose `client.toml` somebody wrote.
fn pets() -> Repository {
    let repository = Repository::new(&[]);
    repository.write("old.yaml", GOOD);
    repository
        .run(&[
            "add",
            "pets",
            "old.yaml",
            "--origin",
            "https://pets.example/api.yaml",
        ])
        .ends(0);
    repository.write(
        "specs/pets/client.toml",
        "# Ours.\n[package]\nversion = \"0.1.0\" # so far\n",
    );
    repository.write("specs/pets/overlay.yaml", OVERLAY);
    repository.write("specs/pets/notes.md", "Ask Ann.\n");
    repository.run(&["regen"]).ends(0);
    repository
}

/// The document with one more operation.
fn more() -> String {
    GOOD.replace(
        "components:",
        "  /cats:\n    get:\n      operationId: listCats\n      tags: [cats]\n      responses: { \"204\": { description: None } }\ncomponents:",
    )
}

/// The document without its operation's answer being a list.
fn other() -> String {
    GOOD.replace(
        "{ type: array, items: { $ref: \"#/components/schemas/Pet\" } }",
        "{ $ref: \"#/components/schemas/Pet\" }",
    )
}

#[test]
fn a_newer_document_takes_the_place_of_the_old_one() {
    let repository = pets();
    repository.write("new.yaml", &more());
    repository
        .run(&["update", "pets", "new.yaml"])
        .ends(0)
        .prints("pets: 1 added; asks for 0.1.1")
        .prints("GET /cats")
        .prints("the changes ask for version 0.1.1, and client.toml has 0.1.0");
    assert_eq!(repository.read("specs/pets/openapi.yaml"), more());
    assert_eq!(repository.read("specs/pets/overlay.yaml"), OVERLAY);
    assert_eq!(repository.read("specs/pets/notes.md"), "Ask Ann.\n");
    let lock = repository.read("specs/pets/document.lock");
    assert!(
        lock.contains("origin = \"https://pets.example/api.yaml\""),
        "{lock}"
    );
    assert!(!repository.path("specs/pets/CHANGELOG.md").exists());
    assert!(!repository.path(".clientsmith").exists());
    repository
        .run(&["regen", "--check"])
        .ends(0)
        .prints("pets: up to date");
}

#[test]
fn the_version_and_the_changelog_are_written_when_that_is_asked_for() {
    let repository = pets();
    repository.write("new.yaml", &other());
    repository
        .run(&["update", "pets", "new.yaml", "--write-version"])
        .ends(0)
        .prints("specs/pets: version 0.2.0 in client.toml, and its section in CHANGELOG.md");
    assert_eq!(
        repository.read("specs/pets/client.toml"),
        "# Ours.\n[package]\nversion = \"0.2.0\" # so far\n"
    );
    let changelog = repository.read("specs/pets/CHANGELOG.md");
    assert!(changelog.starts_with("# Changelog\n"), "{changelog}");
    assert!(
        changelog.contains("\n## 0.2.0\n\n### Breaking\n\n- `"),
        "{changelog}"
    );
    assert_eq!(repository.read("generated/pets/CHANGELOG.md"), changelog);
    assert!(
        repository
            .read("generated/pets/Cargo.toml")
            .contains("version = \"0.2.0\"")
    );
    repository
        .run(&["regen", "--check"])
        .ends(0)
        .prints("pets: up to date");

    repository.write("new.yaml", &more());
    repository
        .run(&["update", "pets", "new.yaml", "--write-version"])
        .ends(0);
    let both = repository.read("specs/pets/CHANGELOG.md");
    let sections: Vec<&str> = both
        .lines()
        .filter(|line| line.starts_with("## "))
        .collect();
    assert_eq!(sections, ["## 0.3.0", "## 0.2.0"]);
}

#[test]
fn actions_without_a_place_are_refused_and_nothing_is_written() {
    let repository = pets();
    repository.write("new.yaml", &GOOD.replace("/pets:", "/animals:"));
    let before = repository.files("");
    repository
        .run(&["update", "pets", "new.yaml", "--write-version"])
        .ends(1)
        .complains("specs/pets/overlay.yaml:4")
        .complains(
            "nothing was written; 2 actions of the overlays have no place in the new document",
        );
    assert_eq!(repository.files(""), before);
}

#[test]
fn actions_that_are_not_needed_any_more_are_named() {
    let repository = pets();
    repository.write("new.yaml", &GOOD.replace("listPets", "all_pets"));
    repository
        .run(&["update", "pets", "new.yaml"])
        .ends(0)
        .prints("pets: no changes")
        .prints("pets: 1 action of the overlays is not needed any more")
        .prints("specs/pets/overlay.yaml:");
}

#[test]
fn a_document_with_errors_changes_nothing() {
    let repository = pets();
    std::fs::remove_file(repository.path("specs/pets/overlay.yaml")).unwrap();
    repository.write("new.yaml", BAD);
    let before = repository.files("");
    repository
        .run(&["update", "pets", "new.yaml"])
        .ends(1)
        .complains("unresolved-reference")
        .complains("nothing was written");
    assert_eq!(repository.files(""), before);
}

#[test]
fn files_of_the_old_document_go_with_it() {
    let repository = Repository::new(&[]);
    let document = GOOD.replace("\"#/components/schemas/Pet\"", "\"parts/pet.yaml\"");
    repository.write("old/api.yaml", &document);
    repository.write("old/parts/pet.yaml", "type: object\n");
    repository.run(&["add", "pets", "old/api.yaml"]).ends(0);
    repository.write(
        "new.json",
        r#"{"openapi": "3.1.0", "info": {"title": "Pets", "version": "2"}, "paths": {}}"#,
    );
    repository
        .run(&["update", "pets", "new.json"])
        .ends(0)
        .prints("breaking");
    let specs = repository.files("specs/pets");
    let names: Vec<String> = specs
        .iter()
        .map(|(path, _)| {
            path.strip_prefix(repository.path("specs/pets"))
                .unwrap()
                .display()
                .to_string()
        })
        .collect();
    assert_eq!(names, ["client.toml", "document.lock", "openapi.json"]);
    repository
        .run(&["regen", "--check"])
        .ends(0)
        .prints("pets: up to date");
}

#[test]
fn a_file_of_ours_is_not_overwritten_by_one_of_the_document() {
    let repository = pets();
    repository.write(
        "new.yaml",
        &GOOD.replace("\"#/components/schemas/Pet\"", "\"notes.md\""),
    );
    repository.write("notes.md", "type: object\n");
    let before = repository.files("");
    repository
        .run(&["update", "pets", "new.yaml"])
        .ends(1)
        .complains("refers to a file `notes.md`, and ")
        .complains("has another of that name");
    assert_eq!(repository.files(""), before);
}

#[test]
fn the_same_document_is_no_work_and_edits_of_the_old_one_are_named() {
    let repository = pets();
    repository
        .run(&["update", "pets", "old.yaml"])
        .ends(0)
        .prints("old.yaml is what specs/pets has");
    repository.write("specs/pets/openapi.yaml", &more());
    repository
        .run(&["update", "pets", "old.yaml"])
        .ends(0)
        .complains("specs/pets/openapi.yaml was edited in place")
        .prints("breaking");
    assert_eq!(repository.read("specs/pets/openapi.yaml"), GOOD);
    repository
        .run(&["update", "pest", "old.yaml"])
        .ends(2)
        .complains("there is no API `pest`");
}
