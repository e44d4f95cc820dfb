//! A program that reads lines and answers each with a line of JSON.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use serde::de::DeserializeOwned;
use wait_timeout::ChildExt as _;

/// Runs a program on some lines, to its end or to that of its time. There are fewer answers than lines if it ended early,
/// and then its last words. Input and output are files in `folder`: a pipe that nobody reads while it waits would fill.
pub fn run<A: DeserializeOwned>(
    command: &mut Command,
    lines: &str,
    folder: &Path,
    limit: Duration,
) -> anyhow::Result<(Vec<A>, Option<String>)> {
    let [input, output, errors] =
        ["in", "out", "err"].map(|kind| folder.join(format!("lines.{kind}")));
    fs_err::File::create(&input)?.write_all(lines.as_bytes())?;
    let mut child = command
        .stdin(fs_err::File::open(&input)?.into_parts().0)
        .stdout(Stdio::from(fs_err::File::create(&output)?.into_parts().0))
        .stderr(Stdio::from(fs_err::File::create(&errors)?.into_parts().0))
        .spawn()
        .with_context(|| {
            format!(
                "{} could not be started",
                command.get_program().to_string_lossy()
            )
        })?;
    let status = child.wait_timeout(limit)?;
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
