//! What a generator did with a document, and that as a row of a table.

use super::limited::Limits;
use crate::commands::bench::user::Crate;
use crate::console::count;

/// A factor tells how often our figure goes into the one before it: more than 1, and ours is the better.
pub const HEADER: [&str; 11] = [
    "document",
    "generator",
    "generate s",
    "/ ours",
    "MB",
    "/ ours",
    "lines",
    "/ ours",
    "check s",
    "/ ours",
    "note",
];

/// What a generator did with a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    pub generator: String,
    /// Seconds to generate.
    pub generate: f64,
    /// Peak memory in MB.
    pub memory: f64,
    pub lines: f64,
    /// Seconds to check the crate, its dependencies checked; none when it does not compile.
    pub check: Option<f64>,
    /// What is to be said instead of figures.
    pub note: String,
}

impl Figures {
    /// No figures, and why.
    pub fn none(generator: &str, note: String) -> Self {
        Self {
            generator: generator.to_owned(),
            note,
            ..Self::default()
        }
    }

    /// A row of the script: document, peer, seconds, MB, lines, errors, seconds to check, MB, note.
    pub fn of_row(generator: &str, row: &str, limits: Limits) -> Self {
        let cells: Vec<&str> = row.split('\t').collect();
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
        let number = |index: usize| cell(index).parse::<f64>().unwrap_or_default();
        let (seconds, said) = (number(2), cell(8));
        if cell(5) != "refused" && number(4) > 0.0 {
            return Self {
                generator: generator.to_owned(),
                generate: seconds,
                memory: number(3),
                lines: number(4),
                ..Self::default()
            };
        }
        let note = if said.contains("memory allocation") {
            limits.exceeded_memory()
        } else if seconds >= limits.time.as_secs_f64() {
            limits.exceeded_time()
        } else {
            format!("refused: {said}")
        };
        Self::none(generator, note)
    }

    /// Whether there is a crate.
    pub fn is_written(&self) -> bool {
        self.lines > 0.0
    }

    /// Checks the crate.
    pub fn checked(&mut self, made: &Crate<'_>) {
        match made.check() {
            Ok(time) => self.check = Some(time.as_secs_f64()),
            Err(error) => self.note = errors_of(&error.to_string()),
        }
    }

    /// The cells of a table; beside each figure how often that of `ours` goes into it.
    pub fn row(&self, document: &str, ours: Option<&Self>) -> Vec<String> {
        let cell = |digits: usize, pick: &dyn Fn(&Self) -> Option<f64>| {
            let own = pick(self).filter(|_| self.is_written());
            let factor = own
                .zip(ours.and_then(pick).filter(|ours| *ours > 0.0))
                .map(|(own, ours)| format!("{:.2}", own / ours));
            let own = own.map(|own| format!("{own:.digits$}"));
            [own.unwrap_or_default(), factor.unwrap_or_default()]
        };
        let cells = [
            cell(2, &|f| Some(f.generate)),
            cell(0, &|f| Some(f.memory)),
            cell(0, &|f| Some(f.lines)),
            cell(2, &|f| f.check),
        ];
        let mut row = vec![document.to_owned(), self.generator.clone()];
        row.extend(cells.into_iter().flatten());
        row.push(self.note.clone());
        row
    }
}

/// What the compiler says, in a few words.
fn errors_of(said: &str) -> String {
    if said.contains("memory allocation of") {
        return "takes too much memory to compile".to_owned();
    }
    if said.contains("SIGXCPU") {
        return "takes too long to compile".to_owned();
    }
    let errors = said
        .lines()
        .filter(|line| line.starts_with("error") && !line.contains("could not compile"))
        .count();
    match errors {
        0 => format!("not checked: {}", said.lines().next().unwrap_or_default()),
        errors => count(errors, "compile error"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const LIMITS: Limits = Limits {
        mib: 4096,
        time: Duration::from_secs(300),
    };

    fn of_row(row: &str) -> Figures {
        Figures::of_row("ploidy", row, LIMITS)
    }

    #[test]
    fn a_row_of_the_script_is_read() {
        let fine = of_row("box\tploidy\t0.53\t120\t79000\t\t\t\t");
        assert_eq!(
            (fine.generate, fine.memory, fine.lines),
            (0.53, 120.0, 79000.0)
        );
        assert!(fine.is_written());
    }

    #[test]
    fn a_row_without_a_crate_says_why() {
        let note = |row| of_row(row).note;
        let refused = note("box\tploidy\t0.01\t20\t0\trefused\t\t\terror: no");
        assert_eq!(refused, "refused: error: no");
        let large = "box\tploidy\t9\t20\t0\trefused\t\t\tmemory allocation of 9 bytes failed";
        assert_eq!(note(large), "takes more than 4096 MiB of memory");
        let slow = note("box\tploidy\t300.00\t0\t0\trefused\t\t\t");
        assert_eq!(slow, "not done after 300 s");
        assert_eq!(note(""), "refused: ");
    }

    #[test]
    fn figures_stand_beside_how_often_ours_go_into_them() {
        let ours = Figures {
            generate: 0.5,
            memory: 50.0,
            lines: 10.0,
            check: Some(2.0),
            ..Figures::none("clientsmith", String::new())
        };
        let theirs = Figures {
            generate: 1.0,
            memory: 40.0,
            lines: 30.0,
            ..Figures::none("ploidy", "3 compile errors".to_owned())
        };
        let row = theirs.row("box", Some(&ours));
        let expected = [
            "box",
            "ploidy",
            "1.00",
            "2.00",
            "40",
            "0.80",
            "30",
            "3.00",
            "",
            "",
            "3 compile errors",
        ];
        assert_eq!(row, expected);
        let none = Figures::none("ploidy", "refused: no".to_owned());
        let row = none.row("box", Some(&ours));
        assert_eq!(row.iter().filter(|cell| cell.is_empty()).count(), 8);
    }

    #[test]
    fn compile_errors_are_counted() {
        let said = "exit status: 101\nerror[E0412]: no\n --> x\nerror: could not compile `x` (lib) due to 2 previous errors";
        assert_eq!(errors_of(said), "1 compile error");
        assert_eq!(
            errors_of("exit status: 101\nmemory allocation of 9 bytes failed"),
            "takes too much memory to compile"
        );
        assert_eq!(
            errors_of("cargo could not be started"),
            "not checked: cargo could not be started"
        );
    }
}
