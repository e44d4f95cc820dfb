//! `cargo xtask regen --watch`.

#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::repository::{GOOD, Repository};

/// A limit for what never ends when it is broken; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A watch that is under way, and the lines that it writes.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(repository: &Repository) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(["regen", "--watch"])
            .env("CARGO_MANIFEST_DIR", repository.path("xtask"))
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        let output = child.stdout.take().unwrap();
        std::thread::spawn(move || {
            let lines = BufReader::new(output).lines();
            lines.for_each(|line| sender.send(line.unwrap()).unwrap());
        });
        let watch = Self { child, lines };
        watch.says("watching specs/");
        watch
    }

    /// Waits for a line with this text; answers it.
    #[track_caller]
    fn says(&self, text: &str) -> String {
        let mut before = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            assert!(line.is_ok(), "no `{text}` in: {before:#?}");
            let line = line.unwrap();
            if line.contains(text) {
                return line;
            }
            before.push(line);
        }
    }

    /// Ends it as Ctrl-C does; answers whether it ended well, and what it wrote last.
    fn interrupt(mut self) -> (bool, Vec<String>) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-INT", &id])
                .status()
                .unwrap()
                .success()
        );
        let ended = self.child.wait().unwrap();
        (ended.success(), self.lines.iter().collect())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It has ended, or its test has failed.
        let _ = self.child.kill();
    }
}

#[test]
fn a_save_regenerates_and_findings_come_and_go() {
    let repository = Repository::new(&[("pets", GOOD), ("cats", GOOD)]);
    let watch = Watch::start(&repository);
    assert!(repository.path("generated/cats/src/lib.rs").is_file());

    repository.write(
        "specs/pets/openapi.yaml",
        &GOOD.replace("      operationId: listPets\n", ""),
    );
    watch.says("warning[missing-operation-id]");
    watch.says("pets: 1 warning");
    watch.says("pets: 5 files written");

    repository.write("specs/pets/openapi.yaml", "openapi: 3.0.3\ninfo: [\n");
    watch.says("error[invalid-syntax]");
    watch.says("generated/pets stays as it is until that is mended");
    assert!(repository.path("generated/pets/src/lib.rs").is_file());

    repository.write("specs/pets/openapi.yaml", GOOD);
    watch.says("pets: mended: invalid-syntax");
    watch.says("pets: mended: missing-operation-id");
    watch.says("pets: nothing to report");
    watch.says("pets: 5 files written");

    repository.write("specs/birds/openapi.yaml", GOOD);
    watch.says("birds: ");
    let (ended_well, _) = watch.interrupt();
    assert!(ended_well);
    assert!(!repository.path(".clientsmith").exists());
}

#[test]
fn what_changes_nothing_says_nothing() {
    let repository = Repository::new(&[("pets", GOOD), ("cats", GOOD)]);
    let watch = Watch::start(&repository);
    repository.write("specs/pets/notes.md", "Ask Ann.\n");
    repository.write("specs/cats/client.toml", "[package]\nversion = \"0.2.0\"\n");
    // The event of the first file was there before that of the second.
    watch.says("cats: 2 files written");
    let (ended_well, rest) = watch.interrupt();
    assert!(ended_well);
    assert_eq!(rest, [""; 0]);
}
