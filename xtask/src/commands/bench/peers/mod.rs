//! Other generators beside ours, on the same documents: `../shared/bench/peers.py` runs them.

mod figures;
pub mod limited;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::Context as _;

use super::user::{self, Crate};
use crate::compile::package_name;
use crate::console::table;
use crate::inputs::Paths;
use crate::outcome::Usage;
use crate::workspace::Workspace;
use figures::Figures;
use limited::{Ended, Limits};

/// The script, from the repository's folder.
const SCRIPT: &str = "../shared/bench/peers.py";
/// Where the script keeps its peers, from the home folder.
const WORK: &str = ".cache/clientsmith-peers";
/// The documents that are compared when none is named: ones that most peers can read, and that are checked in minutes.
const USUAL: [&str; 3] = ["svix.json", "hetzner-cloud.json", "box.json"];
/// What a peer may take to generate, and the compiler for what it made. One makes so much of GitHub's document that the
/// compiler asks for more memory than a machine has.
const LIMITS: Limits = Limits {
    mib: 6144,
    time: Duration::from_secs(300),
};

/// What other generators are measured with.
struct Bench<'a> {
    workspace: &'a Workspace,
    script: PathBuf,
    /// Where the script keeps its peers.
    work: PathBuf,
}

/// Prints a table for each document, as soon as it is complete: a row per generator, ours first.
pub fn measure(
    workspace: &Workspace,
    documents: &[Paths],
    peers: &[&str],
    memory: impl Fn(&Paths) -> anyhow::Result<Option<u64>>,
) -> anyhow::Result<()> {
    let script = workspace.root().join(SCRIPT);
    if !script.is_file() {
        return Err(Usage::error(format!("--peers needs {SCRIPT}")));
    }
    let home = std::env::home_dir().context("there is no home folder")?;
    let bench = Bench {
        workspace,
        script,
        work: home.join(WORK),
    };
    for document in documents {
        let ours = bench.ours(document, memory(document)?)?;
        let mut rows = vec![figures::HEADER.map(str::to_owned).to_vec()];
        rows.push(ours.row(&document.name, None));
        for peer in peers {
            let theirs = bench.theirs(peer, &document.document)?;
            rows.push(theirs.row(&document.name, Some(&ours)));
        }
        anstream::println!("{}", table(&rows));
    }
    Ok(())
}

/// The documents that are compared when none is named and the corpus is there.
pub fn usual_documents(workspace: &Workspace) -> Vec<PathBuf> {
    let corpus = workspace.root().join("../shared/corpus/real");
    USUAL
        .map(|name| corpus.join(name))
        .into_iter()
        .filter(|path| path.is_file())
        .collect()
}

impl Bench<'_> {
    fn ours(&self, paths: &Paths, peak_kib: Option<u64>) -> anyhow::Result<Figures> {
        let folder = self.workspace.kept("bench").join("ours");
        fs_err::create_dir_all(&folder)?;
        let out = folder.join(&paths.name);
        if out.is_dir() {
            fs_err::remove_dir_all(&out)?;
        }
        let generate = user::generate(&paths.document, &paths.name, &out)?;
        make_workspace(&out)?;
        let mut figures = Figures {
            generator: "clientsmith".to_owned(),
            generate: generate.as_secs_f64(),
            memory: peak_kib.unwrap_or_default() as f64 / 1024.0,
            lines: user::lines_of_rust(&out)? as f64,
            ..Figures::default()
        };
        figures.checked(&Crate {
            folder: &out,
            package: &package_name(&out)?,
            target: &folder.join("target"),
            limits: None,
        });
        Ok(figures)
    }

    fn theirs(&self, peer: &str, document: &Path) -> anyhow::Result<Figures> {
        if !self.work.join("bin").join(peer).is_file() {
            let note = format!("not installed; {SCRIPT} --peers {peer} FILE does it");
            return Ok(Figures::none(peer, note));
        }
        let mut command = Command::new("python3");
        command.arg(&self.script).args(["--peers", peer]);
        command.args(["--no-compile", "--timeout"]);
        command.arg(LIMITS.time.as_secs().to_string()).arg(document);
        let log = self.workspace.kept("bench").join(format!("{peer}.tsv"));
        let output = match limited::run(&command, LIMITS, &log)? {
            Ended::TimedOut => return Ok(Figures::none(peer, LIMITS.exceeded_time())),
            Ended::Said(output) => output,
        };
        let mut figures = Figures::of_row(peer, output.lines().nth(1).unwrap_or_default(), LIMITS);
        if figures.is_written() {
            let folder = self.work.join("out").join(peer);
            figures.checked(&Crate {
                folder: &folder,
                package: &package_name(&folder)?,
                target: &self.work.join("target"),
                limits: Some(LIMITS),
            });
        }
        Ok(figures)
    }
}

/// Makes the crate a workspace of its own, as the script does with the others.
fn make_workspace(folder: &Path) -> anyhow::Result<()> {
    let file = folder.join("Cargo.toml");
    let manifest = fs_err::read_to_string(&file)?;
    if !manifest.contains("[workspace]") {
        fs_err::write(file, format!("{manifest}\n[workspace]\n"))?;
    }
    Ok(())
}
