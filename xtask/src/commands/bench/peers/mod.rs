//! Other generators beside ours, on the same documents: `../shared/bench/peers.py` runs them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;

use super::user::{self, CheckTimes, Crate};
use crate::compile::package_name;
use crate::console::table;
use crate::inputs::Paths;
use crate::outcome::Usage;
use crate::workspace::Workspace;

/// The script, from the repository's folder.
const SCRIPT: &str = "../shared/bench/peers.py";
/// Where the script keeps its peers, from the home folder.
const WORK: &str = ".cache/clientsmith-peers";

/// What a generator did with a document.
#[derive(Debug, Clone, Default, PartialEq)]
struct Figures {
    generator: String,
    /// Seconds to generate.
    generate: f64,
    /// Peak memory in MB.
    memory: f64,
    lines: f64,
    /// Seconds to check the crate, from nothing and after a touch; none when it does not compile.
    check: Option<(f64, f64)>,
    /// What is to be said instead of figures.
    note: String,
}

/// A table for each document: every generator, and ours against the best of the others that completes.
pub fn measure(
    workspace: &Workspace,
    documents: &[Paths],
    peers: &[String],
    memory: impl Fn(&Paths) -> anyhow::Result<Option<u64>>,
) -> anyhow::Result<String> {
    let script = workspace.root().join(SCRIPT);
    if !script.is_file() {
        return Err(Usage::error(format!("--peers needs {SCRIPT}")));
    }
    let home = std::env::home_dir().context("there is no home folder")?;
    let work = home.join(WORK);
    let mut text = String::new();
    for document in documents {
        let mut all = vec![ours(workspace, document, memory(document)?)?];
        for peer in peers {
            all.push(theirs(&script, &work, peer, &document.document)?);
        }
        text.push_str(&format!("\n{}\n{}", document.name, compared(&all)));
    }
    Ok(text)
}

fn ours(workspace: &Workspace, paths: &Paths, peak_kib: Option<u64>) -> anyhow::Result<Figures> {
    let folder = workspace.kept("bench").join("ours");
    fs_err::create_dir_all(&folder)?;
    let out = folder.join(&paths.name);
    if out.is_dir() {
        fs_err::remove_dir_all(&out)?;
    }
    let generate = user::generate(&paths.document, &paths.name, &out)?;
    make_workspace(&out)?;
    let checked = Crate {
        folder: &out,
        package: &package_name(&out)?,
        target: &folder.join("target"),
    };
    Ok(Figures {
        generator: "clientsmith".to_owned(),
        generate: generate.as_secs_f64(),
        memory: peak_kib.unwrap_or_default() as f64 / 1024.0,
        lines: user::lines_of_rust(&out)? as f64,
        check: Some(seconds(checked.check()?)),
        note: String::new(),
    })
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

fn theirs(script: &Path, work: &Path, peer: &str, document: &Path) -> anyhow::Result<Figures> {
    let output = Command::new("python3")
        .arg(script)
        .args(["--peers", peer])
        .arg(document)
        .stdin(Stdio::null())
        .output()
        .context("python3 could not be started")?;
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut figures = table
        .lines()
        .nth(1)
        .map_or_else(Figures::default, figures_of);
    figures.generator = peer.to_owned();
    if let Some((clean, again)) = &mut figures.check {
        let folder = work.join("out").join(peer);
        let checked = Crate {
            folder: &folder,
            package: &package_name(&folder)?,
            target: &work.join("target"),
        };
        (*clean, *again) = seconds(checked.check()?);
    }
    Ok(figures)
}

/// A row of the script: document, peer, seconds, MB, lines, errors, seconds to check, MB, note.
fn figures_of(row: &str) -> Figures {
    let cells: Vec<&str> = row.split('\t').collect();
    let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
    let number = |index: usize| cell(index).parse::<f64>().unwrap_or_default();
    let note = match cell(5) {
        "0" => String::new(),
        "refused" => format!("refused: {}", cell(8)),
        errors => format!("{errors} compile errors"),
    };
    Figures {
        generator: cell(1).to_owned(),
        generate: number(2),
        memory: number(3),
        lines: number(4),
        check: note.is_empty().then(|| (number(6), number(6))),
        note,
    }
}

fn seconds(times: CheckTimes) -> (f64, f64) {
    let seconds = |time: Duration| time.as_secs_f64();
    (seconds(times.clean), seconds(times.again))
}

/// The figures, and below them ours divided by the best of the others.
fn compared(all: &[Figures]) -> String {
    let header = [
        "",
        "generate s",
        "MB",
        "lines",
        "check clean s",
        "check again s",
        "",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(all.iter().map(row));
    if let Some((ours, others)) = all.split_first() {
        rows.push(ratios(ours, others));
    }
    table(&rows)
}

fn row(figures: &Figures) -> Vec<String> {
    let check = |pick: fn((f64, f64)) -> f64| {
        figures
            .check
            .map_or_else(String::new, |times| format!("{:.2}", pick(times)))
    };
    vec![
        figures.generator.clone(),
        format!("{:.2}", figures.generate),
        format!("{:.0}", figures.memory),
        format!("{:.0}", figures.lines),
        check(|times| times.0),
        check(|times| times.1),
        figures.note.clone(),
    ]
}

/// Ours against the best of those that complete: a crate was written; for the check, one that compiles.
fn ratios(ours: &Figures, others: &[Figures]) -> Vec<String> {
    let written: Vec<&Figures> = others
        .iter()
        .filter(|other| other.lines > 0.0 && !other.note.starts_with("refused"))
        .collect();
    let ratio = |own: Option<f64>, pick: &dyn Fn(&Figures) -> Option<f64>| {
        let best = written
            .iter()
            .filter_map(|other| pick(other))
            .min_by(f64::total_cmp);
        match (own, best) {
            (Some(own), Some(best)) if best > 0.0 => format!("{:.2}", own / best),
            _ => "–".to_owned(),
        }
    };
    let of = |pick: &dyn Fn(&Figures) -> Option<f64>| ratio(pick(ours), pick);
    vec![
        "ours / best".to_owned(),
        of(&|f| Some(f.generate)),
        of(&|f| Some(f.memory)),
        of(&|f| Some(f.lines)),
        of(&|f| Some(f.check?.0)),
        of(&|f| Some(f.check?.1)),
        String::new(),
    ]
}

/// The peers that are run when none is named: those that come with `cargo install` and complete most documents.
pub fn usual() -> Vec<String> {
    ["openapi-to-rust", "oas3-gen", "ploidy"]
        .map(str::to_owned)
        .to_vec()
}

/// The documents that are compared when none is named and the corpus is there.
pub fn usual_documents(workspace: &Workspace) -> Vec<PathBuf> {
    [
        "box.json",
        "svix.json",
        "hetzner-cloud.json",
        "stripe.yaml",
        "github.json",
    ]
    .map(|name| workspace.root().join("../shared/corpus/real").join(name))
    .into_iter()
    .filter(|path| path.is_file())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_the_script_is_read() {
        let fine = figures_of("box\tploidy\t0.53\t120\t79000\t0\t5.43\t800\t");
        assert_eq!(
            (fine.generate, fine.lines, fine.check),
            (0.53, 79000.0, Some((5.43, 5.43)))
        );
        let refused = figures_of("box\tploidy\t0.01\t20\t0\trefused\t\t\terror: no");
        assert_eq!(
            (refused.check, refused.note.as_str()),
            (None, "refused: error: no")
        );
        let broken = figures_of("box\tploidy\t0.5\t20\t100\t3\t2.0\t10\terror[E0]");
        assert_eq!(
            (broken.check, broken.note.as_str()),
            (None, "3 compile errors")
        );
    }

    #[test]
    fn ours_is_divided_by_the_best_that_completes() {
        let figures = |generate, check, note: &str| Figures {
            generate,
            memory: 1.0,
            lines: 10.0,
            check,
            note: note.to_owned(),
            ..Figures::default()
        };
        let ours = figures(1.0, Some((2.0, 1.0)), "");
        let others = [
            figures(4.0, Some((4.0, 4.0)), ""),
            figures(2.0, None, "3 compile errors"),
            figures(0.1, None, "refused: no"),
        ];
        let expected = ["ours / best", "0.50", "1.00", "1.00", "0.50", "0.25", ""];
        assert_eq!(ratios(&ours, &others), expected);
    }
}
