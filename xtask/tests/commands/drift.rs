//! `cargo xtask regen --check` tells why a crate is not what it would be.

use crate::repository::{GOOD, Repository, Run};

/// A repository of one API whose crate and lock file are there.
fn pets() -> Repository {
    let repository = Repository::new(&[("pets", GOOD)]);
    repository.run(&["regen", "--accept"]).ends(0);
    repository
        .run(&["regen", "--check"])
        .ends(0)
        .prints("pets: up to date");
    repository
}

/// What `--check` says, which writes nothing.
fn check(repository: &Repository, code: i32) -> Run {
    let before = repository.files("");
    let run = repository.run(&["regen", "--check"]);
    run.ends(code);
    assert_eq!(repository.files(""), before);
    run
}

#[test]
fn documents_that_changed_make_a_crate_stale() {
    let repository = pets();
    repository.write("specs/pets/client.toml", "[package]\nversion = \"0.2.0\"\n");
    check(&repository, 1)
        .prints("pets: stale: specs/pets/client.toml was added since the crate was made; `cargo xtask regen pets`")
        .lacks("by hand")
        .lacks("the generator");
    repository.run(&["regen"]).ends(0);
    repository.write("specs/pets/client.toml", "[package]\nversion = \"0.3.0\"\n");
    check(&repository, 1).prints("stale: specs/pets/client.toml changed");
}

#[test]
fn a_generated_file_that_was_edited_is_named() {
    let repository = pets();
    repository.write("generated/pets/src/lib.rs", "//! mine\n");
    check(&repository, 1)
        .prints("pets: by hand: generated/pets/src/lib.rs changed")
        .lacks("stale")
        .lacks("the generator");
    repository
        .run(&["regen"])
        .ends(0)
        .prints("generated/pets/src/lib.rs changed by hand, which is taken back");
    check(&repository, 0);
}

#[test]
fn another_generator_is_told_from_an_edit() {
    let repository = pets();
    // A crate as a generator would have made it that writes other words: file and record agree.
    let readme = repository.read("generated/pets/README.md") + "One line more.\n";
    let record = repository.read("generated/pets/.clientsmith.lock");
    let old = Repository::digest(&repository.read("generated/pets/README.md"));
    assert!(record.contains(&old), "{record}");
    let record = record.replace(&old, &Repository::digest(&readme));
    repository.write("generated/pets/README.md", &readme);
    repository.write("generated/pets/.clientsmith.lock", &record);
    check(&repository, 1)
        .prints("pets: the generator or a template changed, the documents did not: it makes README.md otherwise")
        .lacks("by hand")
        .lacks("stale");
}

#[test]
fn a_vendored_document_that_was_edited_is_a_warning_and_fails_the_check() {
    let repository = pets();
    repository.write(
        "specs/pets/openapi.yaml",
        &GOOD.replace("Every pet", "All pets"),
    );
    let words = "pets: specs/pets/openapi.yaml was edited in place: document.lock has other bytes of it; mend the document in overlay.yaml";
    check(&repository, 1).prints(words).prints("pets: stale");
    repository.run(&["regen"]).ends(0).prints(words);
    // The crate belongs to the document, and the document is still not the published one.
    check(&repository, 1)
        .prints(words)
        .prints("pets: up to date");
    repository
        .run(&["regen", "--accept"])
        .ends(0)
        .prints("specs/pets/document.lock written");
    check(&repository, 0);
}

#[test]
fn files_that_the_document_refers_to_are_locked_as_well() {
    let repository = Repository::new(&[]);
    let document = GOOD.replace("\"#/components/schemas/Pet\"", "\"parts/pet.yaml\"");
    repository.write("specs/pets/openapi.yaml", &document);
    repository.write("specs/pets/parts/pet.yaml", "type: object\n");
    repository.run(&["regen", "--accept"]).ends(0);
    assert!(
        repository
            .read("specs/pets/document.lock")
            .contains("\"parts/pet.yaml\"")
    );
    repository.write("specs/pets/parts/pet.yaml", "type: string\n");
    check(&repository, 1)
        .prints("specs/pets/parts/pet.yaml was edited in place")
        .prints("stale: specs/pets/parts/pet.yaml changed");
    repository.write("specs/pets/openapi.yaml", GOOD);
    check(&repository, 1).prints("specs/pets/openapi.yaml was edited in place");
}

#[test]
fn a_lock_file_of_conflicts_is_an_error() {
    let repository = pets();
    repository.write("specs/pets/document.lock", "<<<<<<< HEAD\n");
    repository
        .run(&["regen"])
        .ends(1)
        .complains("is no lock file");
}
