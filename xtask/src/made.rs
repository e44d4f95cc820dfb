//! A crate of `generated/`, in memory: what the generator makes of an API, its changelog, and the record of both.

use clientsmith::Generation;
use clientsmith::diagnostics::Report;

use crate::drift::record::{self, Record};
use crate::inputs::{Inputs, Paths};
use crate::vendor::lock::{Fault, Lock};
use crate::workspace::Workspace;
use crate::write::Files;

/// What became of one API of `specs/`.
pub struct Made {
    /// What was found in its files.
    pub report: Report,
    /// The crate; none when there are errors.
    pub package: Option<Package>,
    /// Whether its document is as it was published.
    pub vendored: Vendored,
    /// The files that it was made of; none when one of them could not be read.
    pub inputs: Option<Inputs>,
}

/// The files of a crate, and what they were made of.
pub struct Package {
    /// Every file, the record among them.
    pub files: Files,
    /// The record.
    pub record: Record,
}

/// A document and its lock file.
#[derive(Debug, PartialEq, Eq)]
pub enum Vendored {
    /// There is no lock file, or the document could not be read.
    Unlocked,
    /// What is not as the lock file has it.
    Locked(Vec<Fault>),
}

impl Made {
    /// Makes the crate of an API from its files on the disk.
    pub fn of_spec(workspace: &Workspace, api: &str) -> anyhow::Result<Self> {
        let lock = Lock::read(&workspace.spec(api))?;
        let inputs = match Inputs::read(&Paths::of_spec(workspace, api)?, workspace) {
            Ok(inputs) => inputs,
            Err(report) => return Ok(Self::unread(report)),
        };
        let mut made = Self::of(inputs)?;
        if let (Some(lock), Some(inputs)) = (lock, &made.inputs) {
            made.vendored = Vendored::Locked(lock.faults(&workspace.spec(api), inputs));
        }
        Ok(made)
    }

    /// Makes the crate of an API from its files in memory.
    pub fn of(inputs: Inputs) -> anyhow::Result<Self> {
        let Generation { report, files, .. } = clientsmith::generate(&inputs.job());
        let package = files.map(|files| Package::of(&inputs, files));
        Ok(Self {
            report,
            package: package.transpose()?,
            vendored: Vendored::Unlocked,
            inputs: Some(inputs),
        })
    }

    fn unread(report: Report) -> Self {
        Self {
            report,
            package: None,
            vendored: Vendored::Unlocked,
            inputs: None,
        }
    }
}

impl Package {
    fn of(inputs: &Inputs, mut files: Files) -> anyhow::Result<Self> {
        if let Some(changelog) = &inputs.changelog {
            let text = String::from_utf8_lossy(&changelog.bytes).into_owned();
            files.insert("CHANGELOG.md".to_owned(), text);
        }
        let record = Record::of(inputs, &files);
        files.insert(record::NAME.to_owned(), record.text()?);
        Ok(Self { files, record })
    }
}
