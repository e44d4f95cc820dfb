//! `cargo xtask regen`.

use crate::repository::{BAD, GOOD, Repository};

#[test]
fn regen_writes_what_is_missing_and_then_nothing() {
    let repository = Repository::new(&[("pets", GOOD)]);
    repository
        .run(&["regen"])
        .ends(0)
        .prints("0 unchanged, 0 removed")
        .prints("  create src/lib.rs");
    assert!(repository.path("generated/pets/Cargo.toml").is_file());
    assert!(!repository.path(".clientsmith").exists());
    let before = repository.files("generated");
    repository
        .run(&["regen", "pets"])
        .ends(0)
        .prints("pets: 0 files written");
    assert_eq!(repository.files("generated"), before);
}

#[test]
fn regen_check_shows_the_difference_and_writes_nothing() {
    let repository = Repository::new(&[("pets", GOOD)]);
    repository
        .run(&["regen", "--check"])
        .ends(1)
        .prints("would change")
        .prints("+++ b/");
    assert_eq!(repository.files("generated"), []);
    repository.run(&["regen"]).ends(0);
    repository
        .run(&["regen", "--check"])
        .ends(0)
        .prints("pets: up to date");
    repository.write("generated/pets/src/lib.rs", "//! mine\n");
    repository.write("generated/pets/src/stale.rs", "");
    let check = repository.run(&["regen", "--check"]);
    check
        .ends(1)
        .prints("pets: 2 files would change")
        .prints("  change src/lib.rs")
        .prints("-//! mine");
    check.prints("  remove src/stale.rs");
    assert!(repository.path("generated/pets/src/stale.rs").is_file());
}

#[test]
fn an_api_with_errors_keeps_its_crate_and_the_others_are_written() {
    let repository = Repository::new(&[("pets", GOOD), ("worse", BAD)]);
    repository.write("generated/worse/Cargo.toml", "# the old one\n");
    repository
        .run(&["regen"])
        .ends(1)
        .complains("generated/worse stays as it is")
        .prints("pets:");
    assert_eq!(
        std::fs::read_to_string(repository.path("generated/worse/Cargo.toml")).unwrap(),
        "# the old one\n"
    );
    assert!(repository.path("generated/pets/src/lib.rs").is_file());
}

#[test]
fn a_crate_without_documents_fails_the_check() {
    let repository = Repository::new(&[("pets", GOOD)]);
    repository.run(&["regen"]).ends(0);
    repository.write("generated/gone/Cargo.toml", "");
    repository
        .run(&["regen", "--check"])
        .ends(1)
        .prints("generated/gone: there is no specs/gone");
    repository.run(&["regen"]).ends(0);
    assert!(repository.path("generated/gone/Cargo.toml").is_file());
}

#[test]
fn an_unknown_api_is_wrong_usage() {
    let repository = Repository::new(&[("pets", GOOD)]);
    for command in ["regen", "lint"] {
        repository
            .run(&[command, "pest"])
            .ends(2)
            .complains("there is no API `pest` in specs/; known: pets");
    }
    repository.run(&["regenerate"]).ends(2);
}
