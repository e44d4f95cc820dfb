//! `generate-one` in a process of its own, with a limit of time.

use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use wait_timeout::ChildExt as _;

use super::generate_one::Made;
use crate::inputs::Paths;

/// How a child process ended.
#[derive(Debug)]
pub enum Ended {
    /// With a result: a crate, or a refusal.
    Made(Box<Made>),
    /// In a panic, by a signal, or in an error of ours; what it said about it.
    Crashed(String),
    /// Not within its time.
    TimedOut,
}

/// The command that generates from `paths` without writing anything; its caller may add arguments.
pub fn command(paths: &Paths) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("generate-one")
        .arg("--spec")
        .arg(&paths.document)
        .args(["--name", &paths.name]);
    command.args(["--runtime-path", &paths.runtime_path]);
    if let Some(root) = &paths.root {
        command.arg("--root").arg(root);
    }
    for overlay in &paths.overlays {
        command.arg("--overlay").arg(overlay);
    }
    if let Some(config) = &paths.config {
        command.arg("--config").arg(config);
    }
    if let Some(name) = &paths.published_as {
        command.args(["--published-as", name]);
    }
    Ok(command)
}

/// Runs a `generate-one` to its end, or to the end of its time. Its output goes to files: a pipe that nobody reads
/// while it waits would fill.
pub fn run(
    mut command: Command,
    logs: &Path,
    name: &str,
    timeout: Duration,
) -> anyhow::Result<Ended> {
    fs_err::create_dir_all(logs)?;
    let [output, errors] = ["json", "stderr"].map(|kind| logs.join(format!("{name}.{kind}")));
    command.stdin(Stdio::null()).env("NO_COLOR", "1");
    command
        .stdout(fs_err::File::create(&output)?.into_parts().0)
        .stderr(fs_err::File::create(&errors)?.into_parts().0);
    let mut child = command
        .spawn()
        .context("the child process could not be started")?;
    let Some(status) = child.wait_timeout(timeout)? else {
        child.kill()?;
        child.wait()?;
        return Ok(Ended::TimedOut);
    };
    match serde_json::from_str(&fs_err::read_to_string(&output)?) {
        Ok(made) if status.success() => Ok(Ended::Made(made)),
        _ => Ok(Ended::Crashed(last_words(
            status,
            &String::from_utf8_lossy(&fs_err::read(&errors)?),
        ))),
    }
}

/// One line on why a process ended: its panic with its place, else the last thing that it said.
fn last_words(status: ExitStatus, errors: &str) -> String {
    let lines: Vec<&str> = errors
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let panicked = lines.iter().position(|line| line.contains("panicked at"));
    let words = match panicked {
        Some(at) => lines
            .iter()
            .skip(at)
            .take(2)
            .copied()
            .collect::<Vec<_>>()
            .join(" "),
        None => lines
            .iter()
            .rev()
            .find(|line| !line.starts_with("note:"))
            .copied()
            .unwrap_or_default()
            .to_owned(),
    };
    format!("{status}: {words}")
        .trim_end_matches([' ', ':'])
        .to_owned()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Ended {
        let dir = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        run(command, dir.path(), "x", Duration::from_millis(500)).unwrap()
    }

    #[test]
    fn a_result_is_read() {
        let json = serde_json::to_string(&Made {
            generated: true,
            ..Made::default()
        })
        .unwrap();
        assert!(matches!(shell(&format!("echo '{json}'")), Ended::Made(made) if made.generated));
    }

    #[test]
    fn a_panic_is_told_with_its_place() {
        let script = "printf 'thread main panicked at src/x.rs:1:2:\\nindex out of bounds\\nnote: run with\\n' >&2; exit 101";
        let Ended::Crashed(words) = shell(script) else {
            panic!("not a crash")
        };
        assert_eq!(
            words,
            "exit status: 101: thread main panicked at src/x.rs:1:2: index out of bounds"
        );
    }

    #[test]
    fn a_signal_is_a_crash() {
        let Ended::Crashed(words) = shell("kill -SEGV $$") else {
            panic!("not a crash")
        };
        assert!(words.starts_with("signal: 11"), "{words}");
    }

    #[test]
    fn a_process_without_end_is_stopped() {
        assert!(matches!(shell("exec sleep 30"), Ended::TimedOut));
    }
}
