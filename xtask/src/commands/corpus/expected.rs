//! The verdicts that a reviewer has read: which documents are refused, with which codes, and about which documents that
//! are faulty on purpose nothing is said.

use std::collections::BTreeMap;
use std::path::Path;

use super::row::{Row, Status};

/// What stands for a document that is faulty on purpose and about which nothing is said.
const SILENCE: &str = "nothing";

/// The verdicts worth reading, by the path of the entry.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdicts(BTreeMap<String, String>);

impl Verdicts {
    /// Those of a run.
    pub fn of(rows: &[Row]) -> Self {
        let verdict = |row: &Row| Some((row.path.clone(), verdict(row)?));
        Self(rows.iter().filter_map(verdict).collect())
    }

    /// Those of a file: a line each, the path and the verdict; `#` begins a comment.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let text = fs_err::read_to_string(file)?;
        let entry = |line: &str| {
            let (path, verdict) = line.split_once(char::is_whitespace)?;
            Some((path.to_owned(), verdict.trim().to_owned()))
        };
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Ok(Self(lines.filter_map(entry).collect()))
    }

    /// Writes the file, with the comment lines that it begins with now.
    pub fn write(&self, file: &Path) -> anyhow::Result<()> {
        let before = std::fs::read_to_string(file).unwrap_or_default();
        let comments = before.lines().take_while(|line| line.starts_with('#'));
        let entries = self
            .0
            .iter()
            .map(|(path, verdict)| format!("{path} {verdict}"));
        let lines: Vec<String> = comments.map(str::to_owned).chain(entries).collect();
        fs_err::write(file, lines.join("\n") + "\n")?;
        Ok(())
    }

    /// What is new or gone in a run over `rows`, a line each; entries that were not part of it are left aside.
    pub fn changes(&self, rows: &[Row]) -> String {
        let now = Self::of(rows);
        let mut text = String::new();
        for row in rows {
            let (before, after) = (self.0.get(&row.path), now.0.get(&row.path));
            if before != after {
                let words = |verdict: Option<&String>| {
                    verdict.map_or("generated", String::as_str).to_owned()
                };
                let (before, after) = (words(before), words(after));
                text.push_str(&format!("{}: expected {before}, found {after}\n", row.path));
            }
        }
        text
    }
}

/// The codes of a refusal; silence about a document that is faulty on purpose.
fn verdict(row: &Row) -> Option<String> {
    let negative = row
        .path
        .split('/')
        .any(|folder| folder.ends_with("-negative"));
    match row.status {
        Status::Refused => Some(
            row.made
                .errors
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(","),
        ),
        Status::Generated if negative && row.made.placed == 0 => Some(SILENCE.to_owned()),
        Status::Generated | Status::TimedOut | Status::Crashed(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::corpus::Entry;
    use crate::commands::generate_one::Made;
    use crate::commands::process::Ended;

    fn row(path: &str, error: Option<&str>, placed: usize) -> Row {
        let entry = Entry {
            file: path.into(),
            root: None,
            path: path.to_owned(),
            document: path.to_owned(),
            name: String::new(),
        };
        let made = Made {
            generated: error.is_none(),
            errors: error.map(str::to_owned).into_iter().collect(),
            placed,
            ..Made::default()
        };
        Row::new(&entry, String::new(), Ended::Made(Box::new(made)))
    }

    #[test]
    fn refusals_and_silence_are_written_and_read_again() {
        let rows = [
            row("a/x.yaml", None, 0),
            row("a/y.yaml", Some("invalid-syntax"), 1),
            row("a-negative/z.yaml", None, 0),
            row("a-negative/w.yaml", None, 2),
        ];
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("verdicts.txt");
        std::fs::write(&file, "# why\nold.yaml nothing\n").unwrap();
        Verdicts::of(&rows).write(&file).unwrap();
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            "# why\na-negative/z.yaml nothing\na/y.yaml invalid-syntax\n"
        );
        assert_eq!(Verdicts::read(&file).unwrap().changes(&rows), "");
    }

    #[test]
    fn a_change_is_told_and_what_was_not_run_is_left_aside() {
        let expected = Verdicts::of(&[
            row("a.yaml", Some("swagger-2"), 1),
            row("b.yaml", Some("swagger-2"), 1),
        ]);
        let changes = expected.changes(&[row("a.yaml", None, 0)]);
        assert_eq!(changes, "a.yaml: expected swagger-2, found generated\n");
    }
}
