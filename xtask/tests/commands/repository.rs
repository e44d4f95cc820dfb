//! A repository in a temporary folder, and the commands run in it.

use std::process::{Command, Output};

/// A document without faults.
pub const GOOD: &str = r##"openapi: 3.0.3
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
pub const BAD: &str = "openapi: 3.0.3\ninfo: { title: Pets, version: 1.0.0 }\npaths:\n  /pets:\n    $ref: '#/components/nowhere'\n    get:\n      responses:\n        '200': { $ref: '#/components/responses/None' }\n";

/// A repository with the APIs given.
pub struct Repository(pub tempfile::TempDir);

impl Repository {
    pub fn new(apis: &[(&str, &str)]) -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        for folder in ["xtask", "specs", "generated", "runtime"] {
            std::fs::create_dir(repository.0.path().join(folder)).unwrap();
        }
        for (api, document) in apis {
            repository.write(&format!("specs/{api}/openapi.yaml"), document);
        }
        repository
    }

    pub fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        std::fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        std::fs::write(self.path(path), text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    /// A file's digest as `.clientsmith.lock` has it.
    pub fn digest(text: &str) -> String {
        use sha2::Digest as _;
        let digest = sha2::Sha256::digest(text.as_bytes());
        digest
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).current_dir(self.0.path());
        command
            .env("CARGO_MANIFEST_DIR", self.path("xtask"))
            .env("CARGO_TARGET_DIR", self.path("target"));
        Run::of(command.output().unwrap())
    }

    /// Every file below a folder with its contents.
    pub fn files(&self, path: &str) -> Vec<(std::path::PathBuf, Vec<u8>)> {
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

pub struct Run {
    pub code: Option<i32>,
    pub output: String,
    pub errors: String,
}

impl Run {
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code(),
            output: text(output.stdout),
            errors: text(output.stderr),
        }
    }

    #[track_caller]
    pub fn ends(&self, code: i32) -> &Self {
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
    pub fn prints(&self, text: &str) -> &Self {
        assert!(
            self.output.contains(text),
            "no `{text}` in: {}",
            self.output
        );
        self
    }

    #[track_caller]
    pub fn lacks(&self, text: &str) -> &Self {
        assert!(
            !self.output.contains(text),
            "there is `{text}` in: {}",
            self.output
        );
        self
    }

    #[track_caller]
    pub fn complains(&self, text: &str) -> &Self {
        assert!(
            self.errors.contains(text),
            "no `{text}` in: {}",
            self.errors
        );
        self
    }
}
