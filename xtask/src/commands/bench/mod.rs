//! `cargo xtask bench`: the figures of the generator.

mod calls;
mod compile;
mod cut;
mod peers;
mod scale;
mod user;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;
use clap::Args;

use super::generate_one::Made;
use super::process::{self, Ended};
use crate::console::{duration, progress, table};
use crate::inputs::{Paths, all_there};
use crate::name;
use crate::outcome::Outcome;
use crate::workspace::Workspace;

/// Large documents to measure when they are there, from the repository's folder.
const LARGE: [&str; 1] = ["../shared/corpus/real/github.json"];
/// The peers that are run when none is named: of those that complete most documents, the fast ones.
const PEERS: &str = "oas3-gen,ploidy";
/// No document takes this long.
const TIMEOUT: Duration = Duration::from_secs(600);

/// Measure time and memory of the generation, what a crate costs to compile, and what a call costs.
///
/// Each document is generated in a process of its own: the time is the median of the rounds in one process, the memory
/// that process's peak after its first round. GitHub's REST document is measured when ../shared holds it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo xtask bench\n  cargo xtask bench big.yaml --rounds 9\n  cargo xtask bench --compile\n  cargo xtask bench --calls\n  cargo xtask bench --peers\n  cargo xtask bench --peers=oas3-gen,openapi-to-rust github.json\n  cargo xtask bench --scale github.json"
)]
pub struct Bench {
    /// Measure these documents instead of the APIs of specs/.
    #[arg(value_name = "DOCUMENT")]
    documents: Vec<PathBuf>,
    /// How often each document is generated.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Measure also a clean `cargo check` of a program with one of the crates against one with reqwest's defaults; takes
    /// a minute or two.
    #[arg(long)]
    compile: bool,
    /// With --compile: the API whose crate is measured.
    #[arg(long, value_name = "API", default_value = "versori")]
    api: String,
    /// Measure a call through a generated client beside the same call written by hand with reqwest and serde's derive:
    /// time, allocations, reading and writing a megabyte of JSON. On a quiet machine.
    #[arg(long, conflicts_with_all = ["documents", "compile", "peers", "scale"])]
    calls: bool,
    /// Run other generators on the documents as well and compare: time, memory, lines, `cargo check` of the crate; a peer
    /// that takes more than 6 GiB or five minutes is stopped. Without a document, some of ../shared. Takes minutes.
    #[arg(long, value_name = "NAME,NAME", num_args = 0..=1, require_equals = true, default_missing_value = PEERS)]
    peers: Option<String>,
    /// Measure an eighth, a quarter, a half, and the whole of this JSON document, and regeneration without a change.
    #[arg(long, value_name = "FILE")]
    scale: Option<PathBuf>,
}

impl Bench {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        if self.calls {
            calls::measure(workspace)?;
            return Ok(Outcome::Done);
        }
        if let Some(peers) = &self.peers {
            self.compare(peers, workspace)?;
            return Ok(Outcome::Done);
        }
        if let Some(document) = &self.scale {
            anstream::print!("{}", scale::measure(workspace, document)?);
            return Ok(Outcome::Done);
        }
        let documents = self.paths(workspace)?;
        let mut rows = vec![HEADER.map(str::to_owned).to_vec()];
        let bar = progress(documents.len(), "generate");
        for paths in &documents {
            bar.set_message(paths.name.clone());
            rows.push(row(&paths.name, self.measure(paths, workspace)?));
            bar.inc(1);
        }
        bar.finish_and_clear();
        anstream::print!("{}", table(&rows));
        if self.compile {
            anstream::print!("{}", compile::measure(workspace, &self.api)?);
        }
        Ok(Outcome::Done)
    }

    fn paths(&self, workspace: &Workspace) -> anyhow::Result<Vec<Paths>> {
        all_there(&self.documents)?;
        if !self.documents.is_empty() {
            return Ok(self.documents.iter().map(|file| alone(file)).collect());
        }
        let apis = workspace.apis(&[])?;
        let mut documents = apis
            .iter()
            .map(|api| Paths::of_spec(workspace, api))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let large = LARGE
            .iter()
            .map(|path| workspace.root().join(path))
            .filter(|path| path.is_file());
        documents.extend(large.map(|path| alone(&path)));
        Ok(documents)
    }

    /// Our figures beside those of other generators.
    fn compare(&self, peers: &str, workspace: &Workspace) -> anyhow::Result<()> {
        let documents = match self.documents.is_empty() {
            true => peers::usual_documents(workspace)
                .iter()
                .map(|file| alone(file))
                .collect(),
            false => self.paths(workspace)?,
        };
        let peers: Vec<&str> = peers.split(',').map(str::trim).collect();
        let memory = |paths: &Paths| Ok(self.measure(paths, workspace)?.peak_kib);
        peers::measure(workspace, &documents, &peers, memory)
    }

    fn measure(&self, paths: &Paths, workspace: &Workspace) -> anyhow::Result<Made> {
        let mut command = process::command(paths)?;
        command.args(["--rounds", &self.rounds.to_string()]);
        match process::run(
            command,
            &workspace.kept("bench").join("logs"),
            &paths.name,
            TIMEOUT,
        )? {
            Ended::Made(made) => Ok(*made),
            Ended::Crashed(words) => bail!("{}: {words}", paths.name),
            Ended::TimedOut => bail!("{}: not done after {}", paths.name, duration(TIMEOUT)),
        }
    }
}

/// A document without overlay and configuration.
fn alone(file: &Path) -> Paths {
    Paths::alone(&name::of_file(file), file, "../../runtime".to_owned())
}

const HEADER: [&str; 7] = [
    "document",
    "time",
    "memory",
    "operations",
    "types",
    "files",
    "lines",
];

fn row(name: &str, made: Made) -> Vec<String> {
    let time = if made.generated {
        duration(median(made.millis))
    } else {
        "refused".to_owned()
    };
    let memory = made.peak_kib.map_or("?".to_owned(), |kib| {
        format!("{:.1} MiB", kib as f64 / 1024.0)
    });
    let counts = [made.operations, made.types, made.files, made.lines].map(|n| n.to_string());
    [name.to_owned(), time, memory]
        .into_iter()
        .chain(counts)
        .collect()
}

fn median(mut millis: Vec<f64>) -> Duration {
    millis.sort_by(f64::total_cmp);
    let middle = millis.get(millis.len() / 2).copied().unwrap_or_default();
    Duration::from_secs_f64(middle / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![9.0, 1.0, 2.0]), Duration::from_millis(2));
        assert_eq!(median(Vec::new()), Duration::ZERO);
    }
}
