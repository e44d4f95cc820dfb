//! A place where values stand: a parameter, a body, a property, and what is within them.

use serde_json::Value;

use crate::diagnostics::Pointer;

use super::super::kind::{Aspect, Direction, Kind, Subject};
use super::super::report::Wire;
use super::{Claims, Finding, Walk};

/// A place where values stand, on both sides.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) subject: Subject,
    pub(super) direction: Direction,
    /// What messages call it, such as "the property `name` of `Pet`".
    pub(super) name: String,
    /// What the report calls it, such as `Pet.name`.
    pub(super) label: String,
    pub(super) before: Pointer,
    pub(super) after: Pointer,
    /// The items of the crate whose signature tells the type of the value.
    pub(super) claims: Claims,
}

impl Site {
    /// What stands within a value: an element of an array, a value of a map.
    pub(super) fn inner(&self, name: &str, label: &str, keyword: &str) -> Self {
        Self {
            name: format!("{name} of {}", self.name),
            label: format!("{}{label}", self.label),
            before: self.before.join(keyword),
            after: self.after.join(keyword),
            ..self.clone()
        }
    }

    /// A finding about this place.
    pub(super) fn found(&self, aspect: Aspect, wire: Wire, message: String) -> Finding {
        Finding {
            kind: Kind::new(self.subject, aspect),
            wire,
            subject: self.label.clone(),
            before: Some(self.before.clone()),
            after: Some(self.after.clone()),
            message,
            claims: self.claims.clone(),
        }
    }
}

impl Walk<'_> {
    /// A finding about what is deprecated after the change and was not before.
    pub(super) fn deprecation(&mut self, site: &Site, deprecated: [bool; 2]) {
        if deprecated == [false, true] {
            let message = format!("{} is deprecated now", site.name);
            self.say(Finding {
                claims: Claims::default(),
                ..site.found(Aspect::Deprecated, Wire::Compatible, message)
            });
        }
    }

    /// A finding about the value that a server takes when none is given.
    pub(super) fn default(&mut self, site: &Site, values: [Option<&Value>; 2], wire: Wire) {
        let [old, new] = values;
        if site.direction != Direction::Request || old == new {
            return;
        }
        let said = |value: Option<&Value>| match value {
            Some(value) => value.to_string(),
            None => "not said".to_owned(),
        };
        let message = format!(
            "what is taken when {} is absent was {} and is {}",
            site.name,
            said(old),
            said(new)
        );
        self.say(Finding {
            claims: Claims::default(),
            ..site.found(Aspect::DefaultChanged, wire, message)
        });
    }

    /// A finding about a value that may be absent or null.
    pub(super) fn presence(&mut self, site: &Site, required: [bool; 2], nullable: [bool; 2]) {
        let name = &site.name;
        let mut found = Vec::new();
        match required {
            [false, true] => found.push((
                Aspect::BecameRequired,
                Direction::Request,
                format!("{name} must be given now"),
            )),
            [true, false] => found.push((
                Aspect::BecameOptional,
                Direction::Response,
                format!("{name} may be absent now"),
            )),
            _ => {}
        }
        match nullable {
            [false, true] => found.push((
                Aspect::BecameNullable,
                Direction::Response,
                format!("{name} may be null now"),
            )),
            [true, false] => found.push((
                Aspect::BecameNotNullable,
                Direction::Request,
                format!("{name} must not be null now"),
            )),
            _ => {}
        }
        for (aspect, breaks, message) in found {
            let wire = match breaks == site.direction {
                true => Wire::Breaking,
                false => Wire::Compatible,
            };
            self.say(site.found(aspect, wire, message));
        }
    }
}
