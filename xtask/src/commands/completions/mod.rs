//! `cargo xtask completions`, and what the scripts that it writes ask for.

pub mod names;

use std::ffi::OsString;
use std::io::Write as _;

use clap::{Args, CommandFactory as _, ValueEnum};
use clap_complete::CompletionCandidate;
use clap_complete::engine;

use super::Cli;
use crate::outcome::Outcome;

/// Write a script that completes `cargo xtask` in a shell: commands, options, and the names of the APIs.
///
/// The script asks the program that the last `cargo xtask` built, so it knows the commands of this repository as they are;
/// it never builds. Where there is no such program yet, or outside the repository, nothing is completed. All that is not
/// `cargo xtask` is left to Cargo's own completions.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  bash, in ~/.bashrc:                   source ~/.cargo-xtask.bash\n    cargo xtask completions bash > ~/.cargo-xtask.bash\n  zsh, in a folder of $fpath:\n    cargo xtask completions zsh > ~/.zfunc/_cargo-xtask\n  fish:\n    cargo xtask completions fish > ~/.config/fish/conf.d/cargo-xtask.fish"
)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Completions {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let script = match self.shell {
            Shell::Bash => include_str!("cargo-xtask.bash"),
            Shell::Zsh => include_str!("cargo-xtask.zsh"),
            Shell::Fish => include_str!("cargo-xtask.fish"),
        };
        std::io::stdout().write_all(script.as_bytes())?;
        Ok(Outcome::Done)
    }
}

/// What a word of a command line can be, a line each; asked by the scripts.
#[derive(Debug, Args)]
pub struct Complete {
    /// Which word, from 0.
    #[arg(long)]
    at: usize,
    /// After each, a tab and what it is.
    #[arg(long)]
    describe: bool,
    /// The words, `xtask` first.
    #[arg(last = true)]
    words: Vec<OsString>,
}

impl Complete {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let here = std::env::current_dir().ok();
        let found = engine::complete(&mut Cli::command(), self.words, self.at, here.as_deref())?;
        let mut output = std::io::stdout().lock();
        for candidate in found.iter().filter(|candidate| !candidate.is_hide_set()) {
            writeln!(output, "{}", line(candidate, self.describe))?;
        }
        Ok(Outcome::Done)
    }
}

fn line(candidate: &CompletionCandidate, describe: bool) -> String {
    let value = candidate.get_value().to_string_lossy();
    let help = candidate
        .get_help()
        .filter(|_| describe)
        .map(ToString::to_string);
    match help.as_deref().and_then(|help| help.lines().next()) {
        Some(help) => format!("{value}\t{help}"),
        None => value.into_owned(),
    }
}
