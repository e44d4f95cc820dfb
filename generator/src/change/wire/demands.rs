//! What differs in what documents demand and no type shows.

use std::collections::HashSet;

use crate::diagnostics::Pointer;

use super::super::demands::{Demand, Demands};
use super::super::kind::{Aspect, Direction, Kind, Subject};
use super::super::report::Wire;
use super::constraints;
use super::{Claims, Finding, Walk};

/// Keywords between a value and what stands in it, of which the model speaks in one breath.
const WITHIN: &[&str] = &["schema", "items", "additionalProperties", "allOf"];

impl Walk<'_> {
    /// Says what differs at schemas that stand at the same place in both documents and that requests hold, and that nothing
    /// was said of. What answers demand is promised to nobody: they are read whatever it is.
    pub(super) fn demands(&mut self, before: &Demands, after: &Demands) {
        let said = self.graph.places();
        let mut pairs: HashSet<(Pointer, Pointer)> = HashSet::new();
        let (old_labels, new_labels) = (self.labels_before, self.labels_after);
        for (at, _) in before.iter() {
            let other = old_labels.counterpart(at, new_labels);
            pairs.extend(other.map(|other| (at.clone(), other)));
        }
        for (at, _) in after.iter() {
            let other = new_labels.counterpart(at, old_labels);
            pairs.extend(other.map(|other| (other, at.clone())));
        }
        // A schema that is there on one side alone is new or gone as a whole.
        pairs.retain(|(old, new)| {
            before.get(old) != after.get(new)
                && before.has(old)
                && after.has(new)
                && before.siblings(old) == after.siblings(new)
                && self.is_sent(new)
        });
        let mut pairs: Vec<_> = pairs.into_iter().collect();
        pairs.sort_unstable();
        let nothing = Demand::default();
        for (old_at, new_at) in pairs {
            let old = before.get(&old_at).unwrap_or(&nothing);
            let new = after.get(&new_at).unwrap_or(&nothing);
            let is_said = is_said(&new_at, &said) || is_said(&old_at, &said);
            for finding in self.differences((&old_at, &new_at), old, new, is_said) {
                self.say(finding);
            }
        }
    }

    fn differences(
        &self,
        at: (&Pointer, &Pointer),
        old: &Demand,
        new: &Demand,
        is_said: bool,
    ) -> Vec<Finding> {
        let label = self.labels_after.schema(at.1);
        let found = |aspect, wire, what: &str, message: String| Finding {
            kind: Kind::new(Subject::Type(Direction::Request), aspect),
            wire,
            subject: format!("{label} ({what})"),
            before: Some(at.0.clone()),
            after: Some(at.1.clone()),
            message,
            claims: Claims::default(),
        };
        let mut all = Vec::new();
        if old.conditions != new.conditions {
            let message = "conditions that no type shows are others".to_owned();
            all.push(found(
                Aspect::ConstraintChanged,
                Wire::Warning,
                "conditions",
                message,
            ));
        }
        if old.is_closed != new.is_closed {
            let (aspect, wire, what) = match new.is_closed {
                true => (Aspect::ConstraintTightened, Wire::Breaking, "refused"),
                false => (Aspect::ConstraintLoosened, Wire::Compatible, "allowed"),
            };
            let message = format!("properties that are not declared are {what} now");
            all.push(found(aspect, wire, "additionalProperties", message));
        }
        if is_said {
            return all;
        }
        for (aspect, wire, keyword, what) in
            constraints::judged(&old.constraints, &new.constraints, Direction::Request)
        {
            all.push(found(aspect, wire, keyword, what));
        }
        if old.format != new.format {
            let said =
                |format: &Option<String>| format.clone().unwrap_or_else(|| "none".to_owned());
            let message = format!(
                "the format is {} and was {}",
                said(&new.format),
                said(&old.format)
            );
            all.push(found(
                Aspect::ConstraintChanged,
                Wire::Warning,
                "format",
                message,
            ));
        }
        all
    }

    /// Whether requests hold values of the schema at a place.
    fn is_sent(&self, at: &Pointer) -> bool {
        let mut tokens = at.tokens();
        match (tokens.next().as_deref(), tokens.next().as_deref()) {
            (Some("components"), Some("schemas")) => {
                let component = Pointer::root().at(["components", "schemas"]);
                let component = component.join(tokens.next().unwrap_or_default());
                let mut types = self.after.types.iter();
                types.any(|(_, named)| {
                    named.usage.request && named.origin.strip_prefix(&component).is_some()
                })
            }
            (Some("components"), Some("parameters" | "requestBodies")) => true,
            (Some("paths"), Some(_)) => {
                let mut rest = tokens;
                !rest.any(|token| matches!(token.as_str(), "responses" | "callbacks"))
            }
            _ => false,
        }
    }
}

/// Whether a place, or what holds it, was spoken of with a type or a constraint.
fn is_said(at: &Pointer, said: &HashSet<Pointer>) -> bool {
    let mut at = Some(at.clone());
    while let Some(place) = at {
        if said.contains(&place) {
            return true;
        }
        let last = place.last().unwrap_or_default();
        let is_within = WITHIN.contains(&last.as_str()) || last.bytes().all(|b| b.is_ascii_digit());
        at = place.parent().filter(|_| is_within);
    }
    false
}
