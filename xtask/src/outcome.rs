//! How a command ends, and the exit code that says so.

use std::fmt;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done.
    Done,
    /// The documents, or what was checked, are at fault; the command has said so.
    AtFault,
}

impl Outcome {
    /// [`Outcome::Done`] if `fine`.
    pub fn of(fine: bool) -> Self {
        if fine { Self::Done } else { Self::AtFault }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::AtFault => Self::from(1),
        }
    }
}

/// The command was called wrongly: exit code 2, as with the arguments that clap refuses.
#[derive(Debug)]
pub struct Usage(pub String);

impl Usage {
    /// An error that ends the command with exit code 2.
    pub fn error(message: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(Self(message.into()))
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// The exit code for what a command returned; an error is printed here.
pub fn exit(result: anyhow::Result<Outcome>) -> ExitCode {
    match result {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
        }
    }
}
