//! A command that may not take more than so much memory and time, nor any process that it starts.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use wait_timeout::ChildExt as _;

/// What a command may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Address space of each of its processes, in MiB.
    pub mib: u64,
    /// Wall time of the whole, and processor time of each of its processes.
    pub time: Duration,
}

/// How a command ended.
#[derive(Debug)]
pub enum Ended {
    /// By itself; what it wrote to standard output.
    Said(String),
    /// Not within its time.
    TimedOut,
}

impl Limits {
    /// Why something has no figures.
    pub fn exceeded_time(self) -> String {
        format!("not done after {} s", self.time.as_secs())
    }

    /// Why something has no figures.
    pub fn exceeded_memory(self) -> String {
        format!("takes more than {} MiB of memory", self.mib)
    }
}

/// Runs a command; its output goes to the file `log` on its way, for a pipe that nobody reads while it waits would
/// fill.
pub fn run(command: &Command, limits: Limits, log: &Path) -> anyhow::Result<Ended> {
    let mut command = within(command, limits);
    command
        .stdin(Stdio::null())
        .stdout(fs_err::File::create(log)?.into_parts().0)
        .stderr(Stdio::null());
    let mut child = command
        .spawn()
        .with_context(|| format!("{} could not be started", command.get_program().display()))?;
    // What keeps the time itself gets some to say so.
    let patience = limits.time + limits.time / 4;
    if child.wait_timeout(patience)?.is_none() {
        end(&mut child)?;
        return Ok(Ended::TimedOut);
    }
    let output = fs_err::read(log)?;
    Ok(Ended::Said(String::from_utf8_lossy(&output).into_owned()))
}

/// The command with a limit that the processes that it starts inherit, in a process group of its own.
#[cfg(unix)]
pub fn within(command: &Command, limits: Limits) -> Command {
    use std::os::unix::process::CommandExt as _;
    let mut limited = Command::new("sh");
    const SCRIPT: &str = "ulimit -v \"$1\" && ulimit -t \"$2\" && shift 2 && exec \"$@\"";
    limited.args(["-c", SCRIPT, "sh"]);
    limited.arg((limits.mib * 1024).to_string());
    limited.arg(limits.time.as_secs().max(1).to_string());
    limited.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        limited.current_dir(folder);
    }
    limited.process_group(0);
    limited
}

/// Ends a command and all that it has started.
#[cfg(unix)]
fn end(child: &mut Child) -> anyhow::Result<()> {
    use rustix::process::{Pid, Signal, kill_process_group};
    kill_process_group(Pid::from_child(child), Signal::KILL)?;
    child.wait()?;
    Ok(())
}

#[cfg(not(unix))]
pub fn within(command: &Command, _: Limits) -> Command {
    let mut same = Command::new(command.get_program());
    same.args(command.get_args());
    same
}

#[cfg(not(unix))]
fn end(child: &mut Child) -> anyhow::Result<()> {
    child.kill()?;
    child.wait()?;
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str, mib: u64) -> Ended {
        let dir = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let time = Duration::from_millis(800);
        run(&command, Limits { mib, time }, &dir.path().join("log")).unwrap()
    }

    #[test]
    fn what_a_command_says_is_read() {
        assert!(matches!(shell("echo one", 1024), Ended::Said(text) if text == "one\n"));
    }

    #[test]
    fn the_limit_holds_for_what_the_command_starts() {
        let limit = shell("sh -c 'ulimit -v'", 1024);
        assert!(matches!(limit, Ended::Said(text) if text == "1048576\n"));
    }

    #[test]
    fn a_command_without_end_is_stopped_with_all_that_it_has_started() {
        assert!(matches!(shell("sleep 30 & wait", 1024), Ended::TimedOut));
    }
}
