//! What commands show while and after they work.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};

use indicatif::{ProgressBar, ProgressStyle};

/// A progress bar on standard error; indicatif shows it on a terminal only.
pub fn progress(total: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(total as u64).with_prefix(what);
    // The template is a constant; if it were wrong, indicatif's own look would do.
    if let Ok(style) =
        ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {elapsed} {msg:30!}")
    {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// A sign of life for work that takes longer than a moment, on a terminal only; gone when it is dropped.
pub struct Working(Option<(Sender<()>, JoinHandle<()>)>);

/// How long nobody asks what a command is doing.
const MOMENT: Duration = Duration::from_millis(700);

impl Working {
    /// Begins to wait; after a moment `what` is shown.
    pub fn on(what: impl Into<String>) -> Self {
        if !io::stderr().is_terminal() {
            return Self(None);
        }
        let what = what.into();
        let (done, receiver) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            if receiver.recv_timeout(MOMENT) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let spinner = ProgressBar::new_spinner().with_message(what);
            spinner.enable_steady_tick(Duration::from_millis(100));
            // An error says that the sender was dropped, which is the end as well.
            let _ = receiver.recv();
            spinner.finish_and_clear();
        });
        Self(Some((done, thread)))
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.0.take() {
            drop(done);
            // What follows is written when the sign is gone; a thread that panicked has none.
            let _ = thread.join();
        }
    }
}

/// Writes a long coloured text to standard error: at once, for a stream that takes colours out writes piece by piece.
pub fn say(text: &str) {
    if AutoStream::choice(&io::stderr()) == ColorChoice::Never {
        // Nobody is there to be told that standard error cannot be written to.
        let _ = io::stderr().write_all(strip_str(text).to_string().as_bytes());
    } else {
        anstream::eprint!("{text}");
    }
}

/// `1 file`, `2 files`.
pub fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// Seconds or milliseconds, with two digits after the point.
pub fn duration(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{:.2} ms", time.as_secs_f64() * 1000.0)
    } else {
        format!("{:.2} s", time.as_secs_f64())
    }
}

/// Rows in columns, the first one to the left and the others to the right.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
    };
    let widths: Vec<usize> = (0..columns)
        .map(|column| width(column).unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let cells =
            row.iter()
                .zip(&widths)
                .enumerate()
                .map(|(column, (cell, width))| match column {
                    0 => format!("{cell:<width$}"),
                    _ => format!("{cell:>width$}"),
                });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        assert_eq!(
            table(&[row(["api", "ms"]), row(["a", "12.5"])]),
            "api    ms\na    12.5\n"
        );
    }

    #[test]
    fn one_file_two_files() {
        assert_eq!(
            [count(0, "file"), count(1, "file"), count(2, "file")],
            ["0 files", "1 file", "2 files"]
        );
    }
}
