//! `cargo xtask corpus`, `bench` and `conformance`.

use std::process::Command;

use crate::repository::{BAD, GOOD, Repository, Run};

#[test]
fn corpus_has_a_row_for_every_document_and_keeps_it() {
    let repository = Repository::new(&[]);
    repository.write("docs/pets.yaml", GOOD);
    repository.write("docs/bad.yaml", BAD);
    repository.write("docs/part.yaml", "type: object\n");
    let arguments = ["corpus", "docs", "--json", "rows.json", "--keep"];
    let first = repository.run(&arguments);
    first
        .ends(0)
        .prints("2 documents: 1 generated, 1 refused, 0 crashed, 0 timed out\n");
    first.prints("refused unresolved-reference");
    let rows = std::fs::read_to_string(repository.path("rows.json")).unwrap();
    assert!(rows.contains("\"path\": \"pets.yaml\""), "{rows}");
    assert!(
        repository
            .path("target/corpus/crates/pets/Cargo.toml")
            .is_file()
    );
    assert!(!repository.path("target/corpus/crates/bad").exists());
    // The same times: the rows of the first run, not new ones.
    repository.run(&arguments).ends(0).prints("2 documents");
    assert_eq!(
        std::fs::read_to_string(repository.path("rows.json")).unwrap(),
        rows
    );
    // A crate that is not kept does not stay as it was either: the next run would take it for that of its row.
    repository.write("docs/pets.yaml", &GOOD.replace("Pet", "Dog"));
    repository.run(&["corpus", "docs"]).ends(0);
    assert!(!repository.path("target/corpus/crates/pets").exists());
    repository
        .run(&["corpus", "nowhere"])
        .ends(2)
        .complains("there is no folder nowhere");
    repository
        .run(&["corpus", "docs", "--only", "zzz"])
        .ends(2)
        .complains("no documents there");
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_that_takes_too_much_memory_is_a_crash_and_a_row() {
    let repository = Repository::new(&[]);
    repository.write("docs/pets.yaml", GOOD);
    // One MiB is too little for the process itself.
    let run = repository.run(&["corpus", "docs", "--memory", "1"]);
    run.ends(1)
        .prints("CRASH")
        .prints("1 document: 0 generated, 0 refused, 1 crashed");
}

#[test]
fn bench_measures_a_document() {
    let repository = Repository::new(&[]);
    repository.write("pets.yaml", GOOD);
    repository
        .run(&["bench", "pets.yaml", "--rounds", "2"])
        .ends(0)
        .prints("pets")
        .prints("MiB");
    repository
        .run(&["bench", "none.yaml"])
        .ends(2)
        .complains("there is no file none.yaml");
}

#[test]
fn calls_are_judged_by_a_program_that_needs_node() {
    let repository = Repository::new(&[("pets", GOOD)]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .arg("conformance")
        .env("CARGO_MANIFEST_DIR", repository.path("xtask"))
        .env("PATH", repository.path("nowhere"));
    Run::of(command.output().unwrap())
        .ends(2)
        .complains("there is no `node`");
}
