//! A running Prism.

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use wait_timeout::ChildExt as _;

use super::Prism;

/// How long Prism may take to read a document.
const START: Duration = Duration::from_secs(120);
/// How often its output is looked at meanwhile.
const GLANCE: Duration = Duration::from_millis(50);
/// How long it may take to end.
const END: Duration = Duration::from_secs(3);
/// What it makes answers from, so that they are the same each time.
const SEED: &str = "clientsmith";
/// What it says when it is ready; the URL follows.
const READY: &str = "Prism is listening on ";

/// What stands before the reason for which it ends.
const FATAL: &str = "fatal ";
/// What stands in the line that tells an error of JavaScript that nothing has caught.
const UNCAUGHT: &str = "Error: ";

/// Prism with a document, on a port of its own. It ends when this is dropped, and when this process ends in whatever way.
#[derive(Debug)]
pub struct Server {
    child: Child,
    url: String,
    log: PathBuf,
}

impl Server {
    /// Starts Prism; or says why it cannot serve the document. What it prints goes to the file `log`.
    pub fn start(
        prism: &Prism,
        document: &Path,
        log: &Path,
    ) -> anyhow::Result<Result<Self, String>> {
        let (output, _) = fs_err::File::create(log)?.into_parts();
        let child = prism
            .command()
            .args(["mock", "--errors", "--multiprocess", "false"])
            .args(["--host", "127.0.0.1", "--port", "0", "--seed", SEED])
            .arg(document)
            .env("NO_COLOR", "1")
            .env("FORCE_COLOR", "0")
            .stdin(Stdio::piped())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .context("node could not be started")?;
        let mut server = Self {
            child,
            url: String::new(),
            log: log.to_owned(),
        };
        let begun = Instant::now();
        loop {
            let said = String::from_utf8_lossy(&fs_err::read(log)?).into_owned();
            if let Some(url) = address(&said) {
                server.url = url;
                return Ok(Ok(server));
            }
            if server.child.try_wait()?.is_some() {
                return Ok(Err(last_words(&said)));
            }
            if begun.elapsed() > START {
                return Ok(Err("it does not come to an end of reading".to_owned()));
            }
            sleep(GLANCE);
        }
    }

    /// Why it has come to an end, if it has.
    pub fn last_words(&mut self) -> anyhow::Result<Option<String>> {
        if self.child.try_wait()?.is_none() {
            return Ok(None);
        }
        let said = String::from_utf8_lossy(&fs_err::read(&self.log)?).into_owned();
        Ok(Some(last_words(&said)))
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        // There is nobody to tell that it does not end.
        if !matches!(self.child.wait_timeout(END), Ok(Some(_))) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The URL in what Prism says, once its line is whole.
fn address(said: &str) -> Option<String> {
    let (_, rest) = said.split_once(READY)?;
    let (line, _) = rest.split_once('\n')?;
    let url = line.split_whitespace().next()?;
    url.starts_with("http://").then(|| url.to_owned())
}

/// The line that says why it ends, or the last one that says something.
fn last_words(said: &str) -> String {
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let fatal = lines
        .clone()
        .find_map(|line| line.split_once(FATAL).map(|(_, why)| why.trim()));
    // Its own lines begin with the time, in brackets.
    let is_uncaught = |line: &&str| line.contains(UNCAUGHT) && !line.starts_with('[');
    let uncaught = || lines.clone().rfind(is_uncaught);
    let last = fatal.or_else(uncaught).or_else(|| lines.next_back());
    last.unwrap_or("it says nothing").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_when_its_line_is_whole() {
        let said = "[CLI] …  awaiting  Starting Prism…\n[CLI] ▶  start     Prism is listening on http://127.0.0.1:4";
        assert_eq!(address(said), None);
        assert_eq!(
            address(&format!("{said}0123\n")).as_deref(),
            Some("http://127.0.0.1:40123")
        );
    }

    #[test]
    fn the_last_words_say_why() {
        assert_eq!(
            last_words("a\n[CLI] ✖  fatal     No such file\nusage:\n"),
            "No such file"
        );
        assert_eq!(last_words("a\nb \n\n"), "b");
        assert_eq!(
            last_words("[1] error Error: a\nx.js:29\nTypeError: b\n    at c (x.js)\n"),
            "TypeError: b"
        );
    }
}
