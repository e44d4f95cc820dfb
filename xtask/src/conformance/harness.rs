//! A program that reads JSON with the generated types and writes it again: a line in, a line out.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::lines;
use super::package::Package;

/// The time that the samples of one document may take.
const TIMEOUT: Duration = Duration::from_secs(300);

/// A type to be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its name in the crate's module `types`.
    pub type_name: String,
    /// Whether it has a method `validate()`.
    pub validates: bool,
    /// Whether it is another name of a type, which may be one whose traits of serde are not ours.
    pub is_alias: bool,
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
    let files = [
        (
            "src/main.rs".to_owned(),
            include_str!("harness.in").to_owned(),
        ),
        ("src/subjects.rs".to_owned(), source(subjects)),
    ];
    let package = Package {
        name,
        client,
        dependencies: "serde = \"1\"\nserde_json = \"1\"\n",
        files: &files,
    };
    package.write(place)
}

/// The module that knows the subjects.
fn source(subjects: &[Subject]) -> String {
    let arm = |(index, subject): (usize, &Subject)| {
        let check = if subject.validates {
            "|value| value.validate().map_err(|error| error.to_string())"
        } else {
            "|_| Ok(())"
        };
        let function = if subject.is_alias { "ours" } else { "both" };
        format!(
            "        {index} => {function}::<client::types::{}>(json, is_validated.then_some({check})),\n",
            subject.type_name
        )
    };
    let arms: String = subjects.iter().enumerate().map(arm).collect();
    format!(
        "#![allow(unused_imports)]\nuse crate::{{both, ours}};\n\n\
         pub fn answer(subject: usize, is_validated: bool, json: &str) -> Result<String, String> {{\n    \
         match subject {{\n{arms}        _ => Err(\"no such subject\".to_owned()),\n    }}\n}}\n"
    )
}

/// A line for the program: a subject, by its place among them, whether the value is validated, and the value.
pub fn line(subject: usize, is_validated: bool, json: &str) -> String {
    let task = if is_validated { "validate" } else { "read" };
    format!("{subject} {task} {json}\n")
}

/// Runs a harness on some lines. There are fewer answers than lines if it ended before its time, and then its last words.
pub fn run(
    binary: &Path,
    lines: &str,
    folder: &Path,
) -> anyhow::Result<(Vec<Answer>, Option<String>)> {
    lines::run(&mut Command::new(binary), lines, folder, TIMEOUT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_subject_has_its_line() {
        let subject = |name: &str, validates| Subject {
            type_name: name.to_owned(),
            validates,
            is_alias: !validates,
        };
        let source = source(&[subject("Pet", false), subject("Tag", true)]);
        assert!(
            source.contains(
                "0 => ours::<client::types::Pet>(json, is_validated.then_some(|_| Ok(())))"
            )
        );
        assert!(source.contains(
            "1 => both::<client::types::Tag>(json, is_validated.then_some(|value| value.validate()"
        ));
    }
}
