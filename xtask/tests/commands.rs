//! The commands as a user runs them: exit codes, messages, and what is on disk afterwards.

// Clippy knows the tests as tests, but not the functions that they share.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

/// A document without faults.
const GOOD: &str = r##"openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
servers: [{ url: "https://pets.example" }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      summary: Every pet
      responses:
        "200":
          description: All of them
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Pet" } }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
"##;

/// A document from which no crate can be made.
const BAD: &str = "openapi: 3.0.3\ninfo: { title: Pets, version: 1.0.0 }\npaths:\n  /pets:\n    $ref: '#/components/nowhere'\n    get:\n      responses:\n        '200': { $ref: '#/components/responses/None' }\n";

/// A repository with the APIs given.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new(apis: &[(&str, &str)]) -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        for folder in ["xtask", "specs", "generated", "runtime"] {
            std::fs::create_dir(repository.0.path().join(folder)).unwrap();
        }
        for (api, document) in apis {
            repository.write(&format!("specs/{api}/openapi.yaml"), document);
        }
        repository
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        std::fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        std::fs::write(self.path(path), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).current_dir(self.0.path());
        command
            .env("CARGO_MANIFEST_DIR", self.path("xtask"))
            .env("CARGO_TARGET_DIR", self.path("target"));
        Run::of(command.output().unwrap())
    }

    /// Every file below a folder with its contents.
    fn files(&self, path: &str) -> Vec<(std::path::PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut left = vec![self.path(path)];
        while let Some(path) = left.pop() {
            if path.is_dir() {
                left.extend(
                    std::fs::read_dir(path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
            } else if path.exists() {
                found.push((path.clone(), std::fs::read(path).unwrap()));
            }
        }
        found.sort();
        found
    }
}

struct Run {
    code: Option<i32>,
    output: String,
    errors: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code(),
            output: text(output.stdout),
            errors: text(output.stderr),
        }
    }

    #[track_caller]
    fn ends(&self, code: i32) -> &Self {
        assert_eq!(
            self.code,
            Some(code),
            "output: {}\nerrors: {}",
            self.output,
            self.errors
        );
        self
    }

    #[track_caller]
    fn prints(&self, text: &str) -> &Self {
        assert!(
            self.output.contains(text),
            "no `{text}` in: {}",
            self.output
        );
        self
    }

    #[track_caller]
    fn complains(&self, text: &str) -> &Self {
        assert!(
            self.errors.contains(text),
            "no `{text}` in: {}",
            self.errors
        );
        self
    }
}

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
