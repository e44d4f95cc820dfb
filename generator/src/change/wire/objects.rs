//! Objects, property by property, and arrays with a type for each of their first elements.

use crate::model::{Constraint, ExtraFields, Field, Object, Presence, Tuple, Type};

use super::super::kind::{Aspect, Direction, Subject};
use super::super::paths;
use super::super::report::Wire;
use super::site::Site;
use super::{Claims, Finding, Walk};

impl Walk<'_> {
    pub(super) fn objects(&mut self, site: &Site, old: &Object, new: &Object) {
        for field in &old.fields {
            match new.fields.iter().find(|other| other.wire == field.wire) {
                Some(other) => self.fields(site, field, other),
                None => self.field_removed(site, field),
            }
        }
        for field in &new.fields {
            if !old.fields.iter().any(|other| other.wire == field.wire) {
                self.field_added(site, field);
            }
        }
        self.extras(site, old.extra.as_ref(), new.extra.as_ref());
    }

    fn fields(&mut self, of: &Site, old: &Field, new: &Field) {
        let site = Site {
            claims: Claims::new(
                field_claims(owner(&of.claims.before), old),
                field_claims(owner(&of.claims.after), new),
            ),
            ..property(of, old, new)
        };
        let (was, is) = (old.presence, new.presence);
        self.presence(
            &site,
            [is_required(was), is_required(is)],
            [is_nullable(was), is_nullable(is)],
        );
        self.value(&site, &old.ty, &new.ty);
        let checked = checked(&site, of);
        self.constraints(&checked, &old.constraints, &new.constraints);
        let defaults = [&old.default, &new.default];
        self.default(&site, defaults.map(Option::as_ref), Wire::Warning);
        self.deprecation(&site, [old.deprecated, new.deprecated]);
        if old.name != new.name {
            let message = format!(
                "{} is `{}` in Rust and was `{}`",
                site.name, new.name, old.name
            );
            self.say(site.found(Aspect::Renamed, Wire::None, message));
        }
    }

    fn field_removed(&mut self, of: &Site, field: &Field) {
        let site = property(of, field, field);
        // An answer may lack what was never promised; a server may refuse what it does not know.
        let wire = match (of.direction, is_required(field.presence)) {
            (Direction::Response, true) => Wire::Breaking,
            (Direction::Response, false) => Wire::Compatible,
            (Direction::Request, _) => Wire::Warning,
        };
        let what = match is_required(field.presence) {
            true => "the required property",
            false => "the property",
        };
        let message = format!("{what} `{}` is gone", field.wire);
        self.say_taking(
            [&field.ty],
            Finding {
                after: None,
                claims: Claims::new(
                    field_claims(owner(&of.claims.before), field),
                    constructor(owner(&of.claims.after)),
                ),
                ..site.found(Aspect::Removed, wire, message)
            },
        );
    }

    fn field_added(&mut self, of: &Site, field: &Field) {
        let site = property(of, field, field);
        let required = is_required(field.presence);
        let (aspect, wire) = match (of.direction, required) {
            (Direction::Request, true) => (Aspect::AddedRequired, Wire::Breaking),
            _ => (Aspect::Added, Wire::Compatible),
        };
        let what = match required {
            true => "a new required property",
            false => "a new property",
        };
        let message = format!("`{}` is {what}", field.wire);
        let before = match required {
            true => constructor(owner(&of.claims.before)),
            false => Vec::new(),
        };
        self.say_bringing(
            [&field.ty],
            Finding {
                before: None,
                claims: Claims::new(before, field_claims(owner(&of.claims.after), field)),
                ..site.found(aspect, wire, message)
            },
        );
    }

    /// What objects may hold beside what they declare. Without it the answers' unknown properties are ignored.
    fn extras(&mut self, of: &Site, old: Option<&ExtraFields>, new: Option<&ExtraFields>) {
        let claims = |types: &[String], extra: Option<&ExtraFields>| -> Vec<String> {
            let owner = owner(types);
            extra
                .map(|extra| paths::field(owner, &extra.name))
                .into_iter()
                .collect()
        };
        let site = Site {
            subject: Subject::AdditionalProperties(of.direction),
            claims: Claims::new(
                claims(&of.claims.before, old),
                claims(&of.claims.after, new),
            ),
            ..of.inner("a further property", ".*", "additionalProperties")
        };
        match (old, new) {
            (None, None) => {}
            (Some(old), Some(new)) => {
                self.value(&site, &old.ty, &new.ty);
                let checked = checked(&site, of);
                self.constraints(&checked, &old.constraints, &new.constraints);
            }
            (None, Some(new)) => {
                let message = "further properties have a type now".to_owned();
                self.say_bringing(
                    [&new.ty],
                    Finding {
                        before: None,
                        ..site.found(Aspect::Added, Wire::Compatible, message)
                    },
                );
            }
            (Some(old), None) => {
                let message = "nothing is said of further properties any more".to_owned();
                self.say_taking(
                    [&old.ty],
                    Finding {
                        after: None,
                        ..site.found(Aspect::Removed, Wire::Warning, message)
                    },
                );
            }
        }
    }

    pub(super) fn tuples(&mut self, of: &Site, old: &Tuple, new: &Tuple) {
        let element = |index: usize| Site {
            subject: Subject::Element(of.direction),
            ..of.inner(
                &format!("element {index}"),
                &format!("[{index}]"),
                "prefixItems",
            )
        };
        let no_constraints: &[Constraint] = &[];
        let any = Type::Any;
        let most = old.elements.len().max(new.elements.len());
        for index in 0..most {
            let site = element(index);
            let at = |tuple: &Tuple| {
                let own = tuple.elements.get(index);
                own.or(tuple.rest.as_ref()).cloned()
            };
            let (was, is) = (at(old), at(new));
            let types = [&was, &is].map(|one| one.as_ref().map_or(&any, |one| &one.ty));
            let constraints = [&was, &is].map(|one| {
                one.as_ref()
                    .map_or(no_constraints, |one| one.constraints.as_slice())
            });
            let [old_type, new_type] = types;
            let [old_rules, new_rules] = constraints;
            self.presence(
                &site,
                [index < old.required, index < new.required],
                [false, false],
            );
            self.value(&site, old_type, new_type);
            self.constraints(&site, old_rules, new_rules);
        }
        let rest = of.inner("a further element", "[]", "items");
        let types = [&old.rest, &new.rest].map(|one| one.as_ref().map_or(&any, |one| &one.ty));
        let [old_type, new_type] = types;
        self.value(&rest, old_type, new_type);
    }
}

/// The place of a property, without claims.
fn property(of: &Site, old: &Field, new: &Field) -> Site {
    Site {
        subject: Subject::Property(of.direction),
        direction: of.direction,
        name: format!("the property `{}`", old.wire),
        label: format!("{}.{}", of.label, old.wire),
        before: old.origin.clone(),
        after: new.origin.clone(),
        claims: Claims::default(),
    }
}

/// The path of the type that a place of a declared type is about.
fn owner(claims: &[String]) -> &str {
    claims.last().map_or("", String::as_str)
}

/// The place when it is about what is checked: no type of the crate tells it, but whether there is a `validate()`.
fn checked(site: &Site, of: &Site) -> Site {
    let validate = |claims: &[String]| vec![paths::member(owner(claims), "validate")];
    Site {
        claims: Claims::new(validate(&of.claims.before), validate(&of.claims.after)),
        ..site.clone()
    }
}

/// Everything of a struct that shows the type of a field.
fn field_claims(of: &str, field: &Field) -> Vec<String> {
    let mut claims = vec![
        paths::field(of, &field.name),
        paths::member(of, &field.name),
        paths::member(of, field.null_setter()),
    ];
    if is_required(field.presence) {
        claims.extend(constructor(of));
    }
    claims
}

/// The constructor of a struct, and what it has when that takes nothing.
fn constructor(of: &str) -> Vec<String> {
    vec![paths::member(of, "new"), paths::implemented(of, "Default")]
}

const fn is_required(presence: Presence) -> bool {
    matches!(presence, Presence::Required | Presence::RequiredNullable)
}

const fn is_nullable(presence: Presence) -> bool {
    matches!(
        presence,
        Presence::RequiredNullable | Presence::OptionalNullable
    )
}
