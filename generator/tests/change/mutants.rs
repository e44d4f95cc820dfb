//! Documents with an accident each: what is called compatible with the crate before must have everything that one had.
//!
//! The judge is the text of the crates that are emitted, of which the report knows nothing.

mod accident;
mod items;

use std::collections::BTreeSet;

use clientsmith::change::Rust;
use clientsmith::diagnostics::{Files, Sink};
use clientsmith::source::parse_tree;
use serde_json::Value;

use crate::reports::compare;
use crate::support::{Inputs, features};
use accident::Accidents;

/// Accidents for each fixture.
const TRIES: usize = 6;

/// What is wrong with the verdict on a change of the fixture, if anything.
fn fault(name: &str, before: &Inputs, after: &Inputs) -> Option<String> {
    let [old, new] = [before, after].map(|inputs| inputs.generate("../../runtime").files);
    // A document from which no crate can be made has no verdict.
    let (old, new) = (items::of(&old?), items::of(&new?));
    let changes = compare(name, before, after);
    let rust = changes.findings.iter().map(|one| one.rust).max();
    let gone: BTreeSet<_> = old.difference(&new).collect();
    let added: BTreeSet<_> = new.difference(&old).collect();
    let is_true = match rust.unwrap_or(Rust::None) {
        Rust::Major => true,
        Rust::Minor => gone.is_empty(),
        Rust::None => gone.is_empty() && added.is_empty(),
    };
    let report = || clientsmith::change::text(&changes);
    (!is_true).then(|| format!("gone: {gone:#?}\nadded: {added:#?}\n{}", report()))
}

#[test]
fn nothing_is_compatible_that_takes_something_away() {
    let mut judged = 0;
    let mut faults = String::new();
    for path in features() {
        let fixture = Inputs::of_fixture(&path);
        let tree = parse_tree(
            &fixture.document,
            &mut Files::default(),
            &mut Sink::default(),
        )
        .1;
        let mut accidents = Accidents::new(&fixture.name);
        for _ in 0..TRIES {
            let mut other: Value = tree.clone().unwrap();
            let Some(told) = accidents.happen(&mut other) else {
                continue;
            };
            let [before, after] = [tree.as_ref().unwrap(), &other].map(|tree| {
                let text = serde_json::to_string_pretty(tree).unwrap();
                Inputs {
                    config: fixture.config.clone(),
                    ..Inputs::of_text("openapi.json", &text)
                }
            });
            for (before, after) in [(&before, &after), (&after, &before)] {
                judged += 1;
                if let Some(fault) = fault(&fixture.name, before, after) {
                    faults.push_str(&format!("== {}: {told}\n{fault}\n", fixture.name));
                }
            }
        }
    }
    println!("{judged} changes");
    assert!(faults.is_empty(), "{faults}");
}
