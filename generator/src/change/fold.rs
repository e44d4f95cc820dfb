//! One finding for what is found several times: a schema in requests and in answers, what several operations share.

use std::collections::HashMap;

use crate::diagnostics::Pointer;

use super::kind::{Aspect, Subject};
use super::wire::{Claims, Finding};

/// By what findings are the same: what they are about, what they say, and where they stand before and after.
type Same<K> = (K, String, Option<Pointer>, Option<Pointer>);

/// One finding for what a schema is in requests and in answers: the graver one.
pub(super) fn folded(findings: Vec<(Finding, Vec<String>)>) -> Vec<(Finding, Vec<String>)> {
    let mut all: Vec<(Finding, Vec<String>)> = Vec::with_capacity(findings.len());
    let mut known: HashMap<Same<(Subject, Aspect)>, usize> = HashMap::new();
    for (finding, operations) in findings {
        let key = (
            (
                finding.kind.subject.both_ways(),
                finding.kind.aspect.either_way(),
            ),
            finding.message.clone(),
            finding.before.clone(),
            finding.after.clone(),
        );
        let Some((same, touched)) = known.get(&key).and_then(|index| all.get_mut(*index)) else {
            known.insert(key, all.len());
            all.push((finding, operations));
            continue;
        };
        let more = operations.into_iter().filter(|one| !touched.contains(one));
        let more: Vec<String> = more.collect();
        touched.extend(more);
        let mut claims = std::mem::take(&mut same.claims);
        claims.add(&finding.claims);
        if finding.wire > same.wire {
            *same = finding;
        }
        same.claims = claims;
    }
    all
}

impl Claims {
    fn add(&mut self, other: &Claims) {
        for (own, others) in [
            (&mut self.before, &other.before),
            (&mut self.after, &other.after),
            (&mut self.gone, &other.gone),
            (&mut self.new, &other.new),
        ] {
            let more: Vec<String> = others
                .iter()
                .filter(|one| !own.contains(one))
                .cloned()
                .collect();
            own.extend(more);
        }
    }
}
