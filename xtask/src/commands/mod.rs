//! The commands and their arguments, a file each.

mod add;
mod bench;
mod completions;
mod conformance;
mod corpus;
mod diff;
mod explain;
mod generate;
mod generate_one;
mod lint;
mod process;
mod regen;
mod update;

use clap::{Parser, Subcommand};

use crate::outcome::Outcome;
use crate::workspace::Workspace;

/// OpenAPI documents become Rust client crates.
///
/// Exit codes: 0 done; 1 the documents, or what was checked, are at fault; 2 wrong usage.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    color: colorchoice_clap::Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    Add(add::Add),
    Update(update::Update),
    Regen(regen::Regen),
    Lint(lint::Lint),
    Explain(explain::Explain),
    Diff(diff::Diff),
    Generate(generate::Generate),
    Corpus(corpus::Corpus),
    Bench(bench::Bench),
    Conformance(conformance::Conformance),
    Completions(completions::Completions),
    #[command(hide = true)]
    Complete(completions::Complete),
    #[command(hide = true)]
    GenerateOne(generate_one::GenerateOne),
}

impl Cli {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        self.color.write_global();
        let workspace = Workspace::find()?;
        match self.command {
            Command::Add(command) => command.run(&workspace),
            Command::Update(command) => command.run(&workspace),
            Command::Regen(command) => command.run(&workspace),
            Command::Lint(command) => command.run(&workspace),
            Command::Explain(command) => command.run(),
            Command::Diff(command) => command.run(&workspace),
            Command::Generate(command) => command.run(&workspace),
            Command::Corpus(command) => command.run(&workspace),
            Command::Bench(command) => command.run(&workspace),
            Command::Conformance(command) => command.run(&workspace),
            Command::Completions(command) => command.run(),
            Command::Complete(command) => command.run(),
            Command::GenerateOne(command) => command.run(&workspace),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        for command in Cli::command()
            .get_subcommands_mut()
            .filter(|c| !c.is_hide_set())
        {
            let help = command.render_long_help().to_string();
            assert!(help.contains("cargo xtask"), "{}", command.get_name());
        }
    }
}
