//! The commands of this repository: `cargo xtask …`. They parse arguments, call the library `clientsmith`, write and
//! print; what a document means is the library's business.

mod commands;
mod compile;
mod conformance;
mod console;
mod counts;
mod digest;
mod drift;
mod inputs;
mod loader;
mod made;
mod manifest;
mod name;
mod outcome;
mod prism;
mod revision;
mod stamp;
mod vendor;
mod workspace;
mod write;

use std::process::ExitCode;

use clap::Parser as _;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    outcome::exit(commands::Cli::parse().run())
}
