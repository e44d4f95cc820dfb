//! `cargo xtask generate`, and documents that are not there.

use std::path::Path;

use crate::repository::{GOOD, Repository};

#[test]
fn a_missing_document_is_a_diagnostic() {
    let repository = Repository::new(&[]);
    let run = repository.run(&["generate", "--spec", "none.yaml", "--out", "out"]);
    run.ends(1)
        .complains("file-not-found")
        .complains("there is no file `none.yaml`");
    assert!(!repository.path("out").exists());
    std::fs::create_dir(repository.path("specs/empty")).unwrap();
    repository
        .run(&["lint"])
        .ends(1)
        .prints("specs/empty/openapi.yaml");
}

#[test]
fn generate_writes_a_crate_that_stands_alone_inside_the_repository() {
    let repository = Repository::new(&[]);
    repository.write("PetStore.yaml", GOOD);
    repository
        .run(&["generate", "--spec", "PetStore.yaml", "--out", "a/pets"])
        .ends(0)
        .prints("a/pets: ");
    let manifest = std::fs::read_to_string(repository.path("a/pets/Cargo.toml")).unwrap();
    assert!(
        manifest.contains("name = \"pet-store-client\""),
        "{manifest}"
    );
    assert!(manifest.contains("\n[workspace]\n"), "{manifest}");
    assert!(manifest.contains("../../runtime"), "{manifest}");
    repository
        .run(&["generate", "--spec", "PetStore.yaml", "--out", "a/pets"])
        .ends(0)
        .prints("nothing has changed");
}

#[test]
fn overlays_are_applied_in_the_order_in_which_they_are_given() {
    let repository = Repository::new(&[]);
    repository.write("pets.yaml", GOOD);
    let overlay = |target: &str, update: &str| {
        format!(
            "overlay: 1.1.0\ninfo: {{title: Mend, version: '1'}}\nactions:\n- target: {target}\n  update: {update}\n"
        )
    };
    let pet = "$.components.schemas.Pet.properties";
    repository.write("first.yaml", &overlay(pet, "{age: {type: integer}}"));
    let second = serde_json::json!({
        "overlay": "1.1.0",
        "info": {"title": "More", "version": "1"},
        "actions": [{"target": format!("{pet}.age.type"), "update": "string"}],
    });
    repository.write("second.json", &second.to_string());
    let generate = |first: &str, second: &str, out: &str| {
        repository.run(&[
            "generate",
            "--spec",
            "pets.yaml",
            "--overlay",
            first,
            "--overlay",
            second,
            "--out",
            out,
        ])
    };
    generate("first.yaml", "second.json", "a/pets").ends(0);
    let pet = std::fs::read_to_string(repository.path("a/pets/src/types/pet.rs")).unwrap();
    assert!(pet.contains("age: optional(String)"), "{pet}");
    generate("second.json", "first.yaml", "b/pets")
        .ends(1)
        .complains("second.json")
        .complains("unmatched-action");
}

#[test]
fn outside_the_repository_the_runtime_has_an_absolute_path() {
    let repository = Repository::new(&[]);
    let elsewhere = tempfile::tempdir().unwrap();
    let out = elsewhere.path().join("pets").display().to_string();
    repository.write("pets.yaml", GOOD);
    let run = repository.run(&["generate", "--spec", "pets.yaml", "--out", &out]);
    run.ends(0)
        .complains("note: the crate names the runtime by an absolute path");
    let manifest = std::fs::read_to_string(Path::new(&out).join("Cargo.toml")).unwrap();
    let runtime = repository.path("runtime").canonicalize().unwrap();
    assert!(
        manifest.contains(&runtime.display().to_string()),
        "{manifest}"
    );
    assert!(!manifest.contains("[workspace]"), "{manifest}");
}

#[test]
fn generate_leaves_other_peoples_folders_alone() {
    let repository = Repository::new(&[]);
    repository.write("pets.yaml", GOOD);
    repository.write("mine/Cargo.toml", "[package]\nname = \"mine\"\n");
    let before = repository.files("mine");
    let run = repository.run(&["generate", "--spec", "pets.yaml", "--out", "mine"]);
    run.ends(2)
        .complains("does not hold a crate that clientsmith wrote");
    assert_eq!(repository.files("mine"), before);
    let run = repository.run(&[
        "generate",
        "--spec",
        "pets.yaml",
        "--out",
        "out",
        "--name",
        "My Pets",
    ]);
    run.ends(2).complains("did you mean `my-pets`?");
}
