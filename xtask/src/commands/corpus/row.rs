//! What came of one document, and the table of them all.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Entry;
use crate::commands::generate_one::Made;
use crate::commands::process::Ended;
use crate::compile::Compiled;
use crate::console::count;
use crate::counts::Counts;

/// One entry's result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The entry's name, which is also that of its crate.
    pub name: String,
    /// The entry's path below the corpus.
    pub path: String,
    /// The document that the entry belongs to.
    pub document: String,
    /// What came of it.
    pub status: Status,
    /// What was generated and measured.
    pub made: Made,
    /// How the crate compiled, if it was asked for.
    pub compiled: Option<Compiled>,
    /// What the row depends on: the document's bytes and the generator.
    pub key: String,
}

/// What came of an entry; the order is from good to bad.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// A crate.
    Generated,
    /// Diagnostics, and no crate.
    Refused,
    /// No end within its time.
    TimedOut,
    /// A panic, a signal, an error of ours.
    Crashed(String),
}

impl Row {
    /// The row of an entry whose process ended so.
    pub fn new(entry: &Entry, key: String, ended: Ended) -> Self {
        let (status, made) = match ended {
            Ended::Made(made) if made.generated => (Status::Generated, *made),
            Ended::Made(made) => (Status::Refused, *made),
            Ended::TimedOut => (Status::TimedOut, Made::default()),
            Ended::Crashed(words) => (Status::Crashed(words), Made::default()),
        };
        let (name, path, document) = (
            entry.name.clone(),
            entry.path.clone(),
            entry.document.clone(),
        );
        Self {
            name,
            path,
            document,
            status,
            made,
            compiled: None,
            key,
        }
    }

    /// Whether there is a crate.
    pub fn is_generated(&self) -> bool {
        self.status == Status::Generated
    }

    /// Whether the row shows a fault of the generator; to refuse a document is none.
    pub fn is_our_fault(&self) -> bool {
        let broken = self
            .compiled
            .as_ref()
            .is_some_and(|compiled| compiled.errors > 0);
        broken || matches!(self.status, Status::Crashed(_) | Status::TimedOut)
    }

    fn words(&self) -> String {
        match (&self.status, &self.compiled) {
            (Status::Crashed(words), _) => format!("CRASH {words}"),
            (Status::TimedOut, _) => "TIMEOUT".to_owned(),
            (Status::Refused, _) => {
                let codes: Vec<&str> = self.made.errors.iter().map(String::as_str).collect();
                format!(
                    "refused {}: {}",
                    codes.join(","),
                    self.made.message.as_deref().unwrap_or_default()
                )
            }
            (Status::Generated, Some(compiled)) if compiled.errors > 0 => {
                count(compiled.errors, "compile error")
            }
            (Status::Generated, Some(compiled)) if compiled.warnings > 0 => {
                format!("ok, {}", count(compiled.warnings, "warning"))
            }
            (Status::Generated, _) => "ok".to_owned(),
        }
    }
}

/// A line per entry: path, operations, types, milliseconds, and what came of it.
pub fn table(rows: &[Row]) -> String {
    let width = rows
        .iter()
        .map(|row| row.path.chars().count())
        .max()
        .unwrap_or(0)
        .max("entry".len());
    let mut text = format!(
        "{:<width$}  {:>6}  {:>6}  {:>7}  result\n",
        "entry", "ops", "types", "ms"
    );
    for row in rows {
        let Made {
            operations,
            types,
            millis,
            ..
        } = &row.made;
        let millis = millis.first().copied().unwrap_or_default();
        text.push_str(&format!(
            "{:<width$}  {operations:>6}  {types:>6}  {millis:>7.0}  {}\n",
            row.path,
            row.words()
        ));
    }
    text
}

/// How many were generated and compiled, by documents and, where some have several, by entries.
pub fn total(rows: &[Row]) -> String {
    let mut documents: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        documents.entry(&row.document).or_default().push(row);
    }
    let documents: Vec<Vec<&Row>> = documents.into_values().collect();
    let mut text = sentence("document", &documents);
    if documents.len() != rows.len() {
        text.push_str(&sentence(
            "entry point",
            &rows.iter().map(|row| vec![row]).collect::<Vec<_>>(),
        ));
    }
    text.push_str(&counts(rows));
    text
}

/// What the documents hold and what came of it: of a document with several entry points, each counts.
fn counts(rows: &[Row]) -> String {
    let mut sum = Counts::default();
    let generated = rows.iter().filter(|row| row.is_generated());
    for row in generated.filter_map(|row| row.made.counts.as_ref()) {
        sum.add(row);
    }
    let mut text = format!(
        "operations: {} in the documents, {} in the crates\n\
         schemas: {} named, {} with a type, {} left out; {} in all\n\
         read as any JSON: {}",
        sum.document_operations,
        sum.operations,
        sum.schemas,
        sum.schemas_with_type,
        sum.schemas_left_out,
        count(sum.types, "type"),
        count(sum.all_fallbacks(), "place"),
    );
    for (reason, number) in &sum.fallbacks {
        text.push_str(&format!("\n  {number} {reason}"));
    }
    text + "\n"
}

/// `78 documents: 76 generated, 2 refused, 0 crashed, 0 timed out; 70 compiled, 69 of them without warnings`.
/// A group counts as its worst row.
fn sentence(noun: &str, groups: &[Vec<&Row>]) -> String {
    let worst = |group: &Vec<&Row>| group.iter().map(|row| row.status.clone()).max();
    let of = |wanted: fn(&Status) -> bool| {
        groups
            .iter()
            .filter(|group| worst(group).is_some_and(|s| wanted(&s)))
            .count()
    };
    let mut text = format!(
        "{}: {} generated, {} refused, {} crashed, {} timed out",
        count(groups.len(), noun),
        of(|status| *status == Status::Generated),
        of(|status| *status == Status::Refused),
        of(|status| matches!(status, Status::Crashed(_))),
        of(|status| *status == Status::TimedOut),
    );
    if groups.iter().flatten().any(|row| row.compiled.is_some()) {
        let compiled = |fine: fn(&Compiled) -> bool| {
            groups
                .iter()
                .filter(|group| {
                    group
                        .iter()
                        .all(|row| row.compiled.as_ref().is_some_and(fine))
                })
                .count()
        };
        let (all, clean) = (
            compiled(|c| c.errors == 0),
            compiled(|c| c.errors == 0 && c.warnings == 0),
        );
        text.push_str(&format!(
            "; {all} compiled, {clean} of them without warnings"
        ));
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(document: &str, status: Status, errors: Option<usize>) -> Row {
        let compiled = errors.map(|errors| Compiled {
            errors,
            ..Compiled::default()
        });
        let counts = Counts {
            document_operations: 3,
            operations: 3,
            schemas: 2,
            schemas_with_type: 1,
            schemas_left_out: 1,
            types: 12,
            fallbacks: [("schema-as-any".to_owned(), 1)].into(),
        };
        let made = Made {
            counts: Some(counts),
            operations: 3,
            types: 12,
            millis: vec![4.4],
            ..Made::default()
        };
        let path = format!("{document}/a.yaml");
        Row {
            name: "a".to_owned(),
            path,
            document: document.to_owned(),
            status,
            made,
            compiled,
            key: String::new(),
        }
    }

    #[test]
    fn a_document_counts_as_its_worst_entry() {
        let rows = [
            row("a", Status::Generated, Some(0)),
            row("b", Status::Generated, Some(0)),
            row("b", Status::Refused, None),
            row("c", Status::Generated, Some(2)),
        ];
        let expected = "3 documents: 2 generated, 1 refused, 0 crashed, 0 timed out; 1 compiled, 1 of them without warnings\n\
                        4 entry points: 3 generated, 1 refused, 0 crashed, 0 timed out; 2 compiled, 2 of them without warnings\n\
                        operations: 9 in the documents, 9 in the crates\n\
                        schemas: 6 named, 3 with a type, 3 left out; 36 types in all\n\
                        read as any JSON: 3 places\n  3 schema-as-any\n";
        assert_eq!(total(&rows), expected);
    }

    #[test]
    fn one_line_says_what_came_of_an_entry() {
        let mut refused = row("b", Status::Refused, None);
        refused.made.errors.insert("not-openapi".to_owned());
        refused.made.message = Some("this is no OpenAPI document".to_owned());
        let rows = [
            row("a", Status::Generated, Some(1)),
            refused,
            row("c", Status::Crashed("signal: 11".to_owned()), None),
        ];
        let expected = "entry        ops   types       ms  result\n\
                        a/a.yaml       3      12        4  1 compile error\n\
                        b/a.yaml       3      12        4  refused not-openapi: this is no OpenAPI document\n\
                        c/a.yaml       3      12        4  CRASH signal: 11\n";
        assert_eq!(table(&rows), expected);
    }

    #[test]
    fn crashes_and_compile_errors_are_our_fault_and_refusals_are_not() {
        assert!(row("a", Status::Crashed(String::new()), None).is_our_fault());
        assert!(row("a", Status::TimedOut, None).is_our_fault());
        assert!(row("a", Status::Generated, Some(1)).is_our_fault());
        assert!(!row("a", Status::Generated, Some(0)).is_our_fault());
        assert!(!row("a", Status::Refused, None).is_our_fault());
    }
}
