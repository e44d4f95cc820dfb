//! The proof that the Rust verdicts of the pairs are true: both crates of each pair are made, and judged by
//! `cargo-semver-checks` and by rustc, which compiles the pair's caller with the one and with the other.
//!
//! `cargo-semver-checks` knows what is gone and what a function takes less or more of; of types it says nothing. A verdict
//! other than `major` therefore always has a caller, and so has every `major` for which it has no lint.

mod callers;
mod crates;
mod semver_checks;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::pair::Pair;
use callers::Compiled;
use crates::Side;

/// What was found of one pair.
struct Evidence<'a> {
    pair: &'a Pair,
    /// The lints of `cargo-semver-checks` that ask for a major version.
    lints: Vec<String>,
    /// How the caller compiled after the change.
    caller: Option<Compiled>,
}

impl Evidence<'_> {
    /// Who agrees with the pair's verdict; else why it is not true.
    fn judge(&self) -> Result<Vec<&'static str>, String> {
        let expect = &self.pair.expect;
        let breaks = match (&self.caller, &expect.breaks) {
            (Some(Compiled::Broken(codes)), Some(code)) if codes.contains(code) => Some(true),
            (Some(Compiled::Fine), None) => Some(false),
            (None, None) => None,
            (found, _) => return Err(format!("its caller after the change: {found:?}")),
        };
        match (expect.rust.as_str(), breaks) {
            ("major", _) => {
                let judges = [
                    (!self.lints.is_empty()).then_some("cargo-semver-checks"),
                    (breaks == Some(true)).then_some("caller"),
                ];
                let agreed: Vec<_> = judges.into_iter().flatten().collect();
                if agreed.is_empty() {
                    return Err("nobody finds it major".to_owned());
                }
                Ok(agreed)
            }
            (_, _) if !self.lints.is_empty() => {
                Err(format!("cargo-semver-checks finds {:?}", self.lints))
            }
            (_, Some(false)) => Ok(vec!["cargo-semver-checks", "caller"]),
            (_, Some(true)) => Err("its caller breaks".to_owned()),
            (_, None) => Err("it has no caller".to_owned()),
        }
    }
}

#[test]
#[ignore = "wants cargo-semver-checks in PATH or CARGO_SEMVER_CHECKS, and minutes; .ci/run has both"]
fn the_verdicts_are_true() {
    let pairs = Pair::all();
    let sides = [Side::Before, Side::After];
    for side in sides {
        crates::write_all(side, &pairs);
    }
    let lints = semver_checks::run(&pairs, &sides.map(crates::document));
    let [first, mut compiled] = sides.map(|side| callers::check(side, &pairs));
    let stopped: Vec<_> = first
        .iter()
        .filter(|(_, compiled)| **compiled != Compiled::Fine)
        .collect();
    assert!(
        stopped.is_empty(),
        "callers that do not compile before: {stopped:#?}"
    );

    let mut totals: BTreeMap<String, usize> = BTreeMap::new();
    let mut faults = String::new();
    for (pair, mut lints) in pairs.iter().zip(lints) {
        for waived in &pair.expect.waived {
            assert!(
                lints.contains(waived),
                "{}: {waived} need not be waived",
                pair.name
            );
        }
        lints.retain(|lint| !pair.expect.waived.contains(lint));
        let caller = pair
            .caller
            .as_ref()
            .and_then(|_| compiled.remove(&pair.name));
        let evidence = Evidence {
            pair,
            lints,
            caller,
        };
        match evidence.judge() {
            Ok(judges) => {
                *totals
                    .entry(format!("{}, by {}", pair.expect.rust, judges.join(" and ")))
                    .or_default() += 1;
            }
            Err(why) => writeln!(
                faults,
                "{}: said to be {}; {why}",
                pair.name, pair.expect.rust
            )
            .unwrap(),
        }
    }
    println!("{} pairs", pairs.len());
    for (what, number) in totals {
        println!("{number:4} {what}");
    }
    assert!(faults.is_empty(), "{faults}");
}
