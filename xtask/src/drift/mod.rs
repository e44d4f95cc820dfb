//! Why a crate on the disk is not what the generator makes of the documents: each reason has words and a mend of its own.

pub mod record;

use std::collections::BTreeMap;

use record::{NAME, Record, short};

use crate::write::Plan;

/// What happened to a file since the crate was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It has other contents.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

impl Change {
    /// As a reader reads it after the file's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "was added",
            Self::Removed => "was removed",
        }
    }
}

/// Why a crate differs from what would be written in its place.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Files of `specs/<api>` that are not those that the crate was made of.
    pub inputs: Vec<(String, Change)>,
    /// Files of the crate that somebody else wrote, added or removed.
    pub by_hand: Vec<(String, Change)>,
    /// Files that the generator, or a template, makes otherwise of the same documents.
    pub by_generator: Vec<String>,
    /// There is no record in the crate to tell the reasons by, or it does not fit the crate (after a merge, say).
    pub unrecorded: bool,
}

impl Drift {
    /// The reasons for what `plan` would change, in a crate that was made of what its record on the disk says, and would
    /// be made of what `wanted` says.
    pub fn of(plan: &Plan<'_>, wanted: &Record) -> Self {
        let Some(text) = plan.current(NAME) else {
            return Self::unknown(!plan.is_new());
        };
        let Some(was) = Record::read(text) else {
            return Self::unknown(true);
        };
        let inputs = differences(&was.inputs, &wanted.inputs);
        let touched = plan.touched().map(|(_, path)| path);
        let (mut by_hand, mut others) = (Vec::new(), Vec::new());
        for path in touched.filter(|path| *path != NAME) {
            let is = plan.current(path).map(short);
            match change(was.files.get(path), is.as_ref()) {
                Some(change) => by_hand.push((path.to_owned(), change)),
                None => others.push(path.to_owned()),
            }
        }
        let by_generator = if inputs.is_empty() {
            others
        } else {
            Vec::new()
        };
        let unexplained = inputs.is_empty() && by_hand.is_empty() && by_generator.is_empty();
        Self {
            unrecorded: unexplained && !plan.is_empty(),
            inputs,
            by_hand,
            by_generator,
        }
    }

    fn unknown(unrecorded: bool) -> Self {
        Self {
            unrecorded,
            ..Self::default()
        }
    }

    /// A line for each reason, with what to do about it.
    pub fn lines(&self, api: &str) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.inputs.is_empty() {
            lines.push(format!(
                "stale: {} since the crate was made; `cargo xtask regen {api}` makes it anew",
                list(
                    self.inputs
                        .iter()
                        .map(|(path, change)| format!("specs/{api}/{path} {}", change.as_str()))
                )
            ));
        }
        if !self.by_hand.is_empty() {
            lines.push(format!(
                "by hand: {}; what is wanted of a crate is said in client.toml or in an overlay, and `cargo xtask regen {api}` takes the edit back",
                list(self.by_hand.iter().map(|(path, change)| format!("generated/{api}/{path} {}", change.as_str())))
            ));
        }
        if !self.by_generator.is_empty() {
            lines.push(format!(
                "the generator or a template changed, the documents did not: it makes {} otherwise; `cargo xtask regen {api}`, and review what it changes",
                list(self.by_generator.iter().map(String::as_str))
            ));
        }
        if self.unrecorded {
            lines.push(format!(
                "generated/{api}/{NAME} does not say what the crate was made of; `cargo xtask regen {api}` writes it"
            ));
        }
        lines
    }
}

/// How many names a line has.
const NAMED: usize = 5;

/// Names with commas between, and how many more there are.
fn list(names: impl ExactSizeIterator<Item = impl Into<String>>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let mut named: Vec<String> = names.take(NAMED).map(Into::into).collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    named.join(", ")
}

fn differences(
    was: &BTreeMap<String, String>,
    is: &BTreeMap<String, String>,
) -> Vec<(String, Change)> {
    let gone = was.keys().filter(|path| !is.contains_key(*path));
    is.keys()
        .chain(gone)
        .filter_map(|path| Some((path.clone(), change(was.get(path), is.get(path))?)))
        .collect()
}

fn change(was: Option<&String>, is: Option<&String>) -> Option<Change> {
    match (was, is) {
        (None, None) => None,
        (None, Some(_)) => Some(Change::Added),
        (Some(_), None) => Some(Change::Removed),
        (Some(was), Some(is)) => (was != is).then_some(Change::Changed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{Files, plan};

    /// A crate on the disk of two files, with its record.
    struct Fixture {
        dir: tempfile::TempDir,
        record: Record,
    }

    fn digests(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let digest = |(path, text): &(&str, &str)| ((*path).to_owned(), short(text.as_bytes()));
        pairs.iter().map(digest).collect()
    }

    impl Fixture {
        fn new() -> Self {
            let dir = tempfile::tempdir().unwrap();
            let record = Record {
                inputs: digests(&[("openapi.yaml", "a"), ("client.toml", "b")]),
                files: digests(&[("Cargo.toml", "c"), ("lib.rs", "d")]),
            };
            let fixture = Self { dir, record };
            fixture.write("Cargo.toml", "c");
            fixture.write("lib.rs", "d");
            fixture.write(NAME, &fixture.record.text().unwrap());
            fixture
        }

        fn write(&self, path: &str, text: &str) {
            std::fs::write(self.dir.path().join(path), text).unwrap();
        }

        /// The reasons when these files are wanted, made of these inputs.
        fn drift(&self, inputs: &[(&str, &str)], files: &[(&str, &str)]) -> Drift {
            let wanted = Record {
                inputs: digests(inputs),
                files: digests(files),
            };
            let owned = files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
            let mut all: Files = owned.collect();
            all.insert(NAME.to_owned(), wanted.text().unwrap());
            Drift::of(&plan(self.dir.path(), &all).unwrap(), &wanted)
        }
    }

    const INPUTS: [(&str, &str); 2] = [("openapi.yaml", "a"), ("client.toml", "b")];
    const FILES: [(&str, &str); 2] = [("Cargo.toml", "c"), ("lib.rs", "d")];

    #[test]
    fn nothing_changed() {
        assert_eq!(Fixture::new().drift(&INPUTS, &FILES), Drift::default());
    }

    #[test]
    fn documents_changed() {
        let drift = Fixture::new().drift(
            &[("openapi.yaml", "A"), ("overlay.yaml", "x")],
            &[("Cargo.toml", "c"), ("lib.rs", "D")],
        );
        let inputs = [
            ("openapi.yaml", Change::Changed),
            ("overlay.yaml", Change::Added),
            ("client.toml", Change::Removed),
        ];
        assert_eq!(
            drift.inputs,
            inputs.map(|(path, change)| (path.to_owned(), change))
        );
        assert_eq!((drift.by_hand, drift.by_generator), (vec![], vec![]));
    }

    #[test]
    fn files_were_edited_added_and_removed_by_hand() {
        let fixture = Fixture::new();
        fixture.write("lib.rs", "mine");
        fixture.write("more.rs", "mine");
        std::fs::remove_file(fixture.dir.path().join("Cargo.toml")).unwrap();
        let mut by_hand = fixture.drift(&INPUTS, &FILES).by_hand;
        by_hand.sort_by(|one, two| one.0.cmp(&two.0));
        let expected = [
            ("Cargo.toml", Change::Removed),
            ("lib.rs", Change::Changed),
            ("more.rs", Change::Added),
        ];
        assert_eq!(
            by_hand,
            expected.map(|(path, change)| (path.to_owned(), change))
        );
    }

    #[test]
    fn the_generator_changed() {
        let drift = Fixture::new().drift(
            &INPUTS,
            &[("Cargo.toml", "c"), ("lib.rs", "D"), ("e.rs", "")],
        );
        assert_eq!(drift.by_generator, ["lib.rs", "e.rs"]);
        assert_eq!((drift.by_hand, drift.inputs), (vec![], vec![]));
    }

    #[test]
    fn an_edit_is_told_from_a_change_of_the_documents_at_the_same_time() {
        let fixture = Fixture::new();
        fixture.write("Cargo.toml", "mine");
        let drift = fixture.drift(
            &[("openapi.yaml", "A"), ("client.toml", "b")],
            &[("Cargo.toml", "c"), ("lib.rs", "D")],
        );
        assert_eq!(drift.by_hand, [("Cargo.toml".to_owned(), Change::Changed)]);
        assert_eq!(drift.inputs, [("openapi.yaml".to_owned(), Change::Changed)]);
    }

    #[test]
    fn without_a_record_no_reason_is_known() {
        let fixture = Fixture::new();
        fixture.write(NAME, "<<<<<<< HEAD\n");
        assert!(fixture.drift(&INPUTS, &FILES).unrecorded);
    }

    #[test]
    fn a_crate_that_is_not_there_needs_no_reason() {
        let fixture = Fixture {
            dir: tempfile::tempdir().unwrap(),
            record: Record::default(),
        };
        assert_eq!(fixture.drift(&INPUTS, &FILES), Drift::default());
    }
}
