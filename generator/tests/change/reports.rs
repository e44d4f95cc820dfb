//! What the report says of a change, of the pairs and of other documents.

use clientsmith::change::{self, Changes, Side};

use crate::pair::Pair;
use crate::support::Inputs;

/// The report on a change from one document to the other, both of which can be read.
pub fn compare(name: &str, before: &Inputs, after: &Inputs) -> Changes {
    let [before, after] = [before, after].map(Inputs::read);
    let side = |reading: &clientsmith::Reading| {
        let said = reading
            .report
            .render(clientsmith::diagnostics::Style::Plain);
        assert!(!reading.report.has_errors(), "{name}:\n{said}");
    };
    side(&before);
    side(&after);
    change::compare(
        name,
        Side {
            api: before.api.as_ref().unwrap(),
            config: &before.config,
            demands: &before.demands,
            report: &before.report,
        },
        Side {
            api: after.api.as_ref().unwrap(),
            config: &after.config,
            demands: &after.demands,
            report: &after.report,
        },
    )
}

/// The gravest verdict of the findings on the wire.
pub fn wire(changes: &Changes) -> &'static str {
    let findings = changes.findings.iter();
    findings
        .map(|one| one.wire)
        .max()
        .map_or("none", |wire| wire.as_str())
}

/// A report as `expect.toml` has it.
fn verdicts(changes: &Changes) -> String {
    let findings = &changes.findings;
    let rust = findings.iter().map(|one| one.rust).max();
    let kinds: Vec<String> = findings
        .iter()
        .map(|one| format!("\"{}\"", one.kind))
        .collect();
    format!(
        "wire = \"{}\"\nrust = \"{}\"\nkinds = [{}]\n",
        wire(changes),
        rust.map_or("none", |rust| rust.as_str()),
        kinds.join(", ")
    )
}

#[test]
fn every_pair_has_its_verdicts() {
    let mut faults = String::new();
    for pair in Pair::all() {
        let changes = compare(&pair.name, &pair.before, &pair.after);
        let found = verdicts(&changes);
        let expected = pair.expect.verdicts();
        if found != expected {
            let report = change::text(&changes);
            faults.push_str(&format!(
                "== {}, expected:\n{expected}found:\n{found}{report}\n",
                pair.name
            ));
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
