//! `cargo xtask explain`.

use clap::Args;
use clientsmith::diagnostics::{Code, most_like};

use super::completions::names;
use crate::outcome::{Outcome, Usage};

/// Say what a finding means, why it matters, and how it is mended, with an example.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  cargo xtask explain\n  cargo xtask explain ambiguous-union")]
pub struct Explain {
    /// The code of the finding, as it stands in the brackets: `warning[ambiguous-union]`. All codes are listed when none
    /// is given.
    #[arg(value_name = "CODE", add = names::codes())]
    code: Option<String>,
}

impl Explain {
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self.code {
            None => anstream::print!("{}", list()),
            Some(name) => anstream::print!("{}", page(known(&name)?)),
        }
        Ok(Outcome::Done)
    }
}

/// The code of this name; wrong usage, which names the most similar one, if there is none.
fn known(name: &str) -> anyhow::Result<Code> {
    Code::from_name(name).ok_or_else(|| {
        let codes = Code::ALL.iter().map(|code| code.as_str());
        let meant = match most_like(name, codes) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`cargo xtask explain` lists them".to_owned(),
        };
        Usage::error(format!("`{name}` is not the code of a finding; {meant}"))
    })
}

fn page(code: Code) -> String {
    let severity = code.default_severity().as_str();
    format!("# {code} ({severity})\n\n{}", code.explanation())
}

/// A line for each code: its name, how grave it is, and the first sentence of what it means.
fn list() -> String {
    let widest = Code::ALL.iter().map(|code| code.as_str().len()).max();
    let widest = widest.unwrap_or_default();
    let lines = Code::ALL.iter().map(|code| {
        let severity = code.default_severity().as_str();
        let what = first_sentence(code.explanation());
        format!("{:widest$}  {severity:7}  {what}\n", code.as_str())
    });
    lines.collect()
}

/// Up to the full stop that ends the first sentence; a version such as 3.0 has no space behind its dot.
fn first_sentence(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.split_once(". ") {
        Some((sentence, _)) => format!("{sentence}."),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_a_line_of_its_own() {
        let list = list();
        assert_eq!(list.lines().count(), Code::ALL.len());
        for (code, line) in Code::ALL.iter().zip(list.lines()) {
            assert!(
                line.starts_with(code.as_str()) && line.ends_with('.'),
                "{line}"
            );
            assert!(line.chars().count() < 160, "{line}");
        }
    }

    #[test]
    fn a_slip_in_a_code_is_told() {
        let told = |name| known(name).unwrap_err().to_string();
        assert_eq!(
            told("ambigous-union"),
            "`ambigous-union` is not the code of a finding; did you mean `ambiguous-union`?"
        );
        assert_eq!(
            told("x"),
            "`x` is not the code of a finding; `cargo xtask explain` lists them"
        );
        assert!(known("ambigous-union").unwrap_err().is::<Usage>());
    }

    #[test]
    fn the_page_is_the_code_and_its_explanation() {
        let page = page(Code::MissingOperationId);
        assert!(page.starts_with("# missing-operation-id (warning)\n\n"));
        assert!(page.contains("operationId: listBoats"));
    }
}
