//! A program that reads JSON with the generated types and writes it again: a line in, a line out.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use wait_timeout::ChildExt as _;

/// The time that the samples of one document may take.
const TIMEOUT: Duration = Duration::from_secs(300);

/// A type to be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its name in the crate's module `types`.
    pub type_name: String,
    /// Whether it has a method `validate()`.
    pub validates: bool,
}

/// What the program made of a line: JSON, or what went wrong.
pub type Answer = Result<String, String>;

/// Writes the package of a harness to `place`; `client` is the generated crate, by its package and its folder.
pub fn write(
    place: &Path,
    name: &str,
    client: (&str, &str),
    subjects: &[Subject],
) -> anyhow::Result<()> {
    let (package, path) = client;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         client = {{ package = \"{package}\", path = \"{path}\" }}\nserde = \"1\"\nserde_json = \"1\"\n"
    );
    fs_err::create_dir_all(place.join("src"))?;
    fs_err::write(place.join("Cargo.toml"), manifest)?;
    fs_err::write(place.join("src/main.rs"), include_str!("harness.in"))?;
    fs_err::write(place.join("src/subjects.rs"), source(subjects))?;
    Ok(())
}

/// The module that knows the subjects.
fn source(subjects: &[Subject]) -> String {
    let arm = |(index, subject): (usize, &Subject)| {
        let check = if subject.validates {
            "|value| value.validate().map_err(|error| error.to_string())"
        } else {
            "|_| Ok(())"
        };
        format!(
            "        {index} => round::<client::types::{}>(json, {check}),\n",
            subject.type_name
        )
    };
    let arms: String = subjects.iter().enumerate().map(arm).collect();
    format!(
        "use crate::round;\n\n\
         pub fn answer(subject: usize, json: &str) -> Result<String, String> {{\n    \
         match subject {{\n{arms}        _ => Err(\"no such subject\".to_owned()),\n    }}\n}}\n"
    )
}

/// A line for the program: a subject, by its place among them, and a value.
pub fn line(subject: usize, json: &str) -> String {
    format!("{subject} {json}\n")
}

/// Runs a harness on some lines. There are fewer answers than lines if it ended before its time, and then its last words.
pub fn run(
    binary: &Path,
    lines: &str,
    folder: &Path,
) -> anyhow::Result<(Vec<Answer>, Option<String>)> {
    let [input, output, errors] = ["in", "out", "err"].map(|kind| file(folder, kind));
    fs_err::File::create(&input)?.write_all(lines.as_bytes())?;
    let mut child = Command::new(binary)
        .stdin(fs_err::File::open(&input)?.into_parts().0)
        .stdout(Stdio::from(fs_err::File::create(&output)?.into_parts().0))
        .stderr(Stdio::from(fs_err::File::create(&errors)?.into_parts().0))
        .spawn()
        .context("the harness could not be started")?;
    let status = child.wait_timeout(TIMEOUT)?;
    if status.is_none() {
        child.kill()?;
        child.wait()?;
    }
    let answers = String::from_utf8_lossy(&fs_err::read(&output)?)
        .lines()
        .map_while(|line| serde_json::from_str(line).ok())
        .collect();
    let words = match status {
        Some(status) if status.success() => None,
        Some(status) => {
            let errors = String::from_utf8_lossy(&fs_err::read(&errors)?).into_owned();
            Some(format!("{status}: {}", errors.trim()))
        }
        None => Some("not done in time".to_owned()),
    };
    Ok((answers, words))
}

fn file(folder: &Path, kind: &str) -> PathBuf {
    folder.join(format!("lines.{kind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_subject_has_its_line() {
        let subject = |name: &str, validates| Subject {
            type_name: name.to_owned(),
            validates,
        };
        let source = source(&[subject("Pet", false), subject("Tag", true)]);
        assert!(source.contains("0 => round::<client::types::Pet>(json, |_| Ok(())),"));
        assert!(source.contains("1 => round::<client::types::Tag>(json, |value| value.validate()"));
    }
}
