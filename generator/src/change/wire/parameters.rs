//! Parameters: known by their location and name, those of the path by their place in it.

use crate::diagnostics::Pointer;
use crate::model::{Location, Operation, Parameter};

use super::super::kind::{Aspect, Direction, Subject};
use super::super::label;
use super::super::report::Wire;
use super::operations::{methods, setters};
use super::site::Site;
use super::{Claims, Finding, Walk};

impl Walk<'_> {
    pub(super) fn parameters(&mut self, old: &Operation, new: &Operation) {
        for (index, parameter) in old.parameters.iter().enumerate() {
            let found = position(new, old, parameter, index);
            match found.and_then(|index| new.parameters.get(index)) {
                Some(other) => self.parameter((old, parameter), (new, other)),
                None => match moved(new, old, parameter) {
                    Some(other) => self.parameter((old, parameter), (new, other)),
                    None => self.parameter_removed(old, new, parameter),
                },
            }
        }
        for (index, parameter) in new.parameters.iter().enumerate() {
            let is_known = position(old, new, parameter, index).is_some();
            if !is_known && moved(old, new, parameter).is_none() {
                self.parameter_added(old, new, parameter);
            }
        }
    }

    fn parameter(&mut self, old: (&Operation, &Parameter), new: (&Operation, &Parameter)) {
        let ((old_operation, old), (new_operation, new)) = (old, new);
        let site = Site {
            claims: Claims::new(claims(old_operation, old), claims(new_operation, new)),
            before: old.origin.clone(),
            ..site(new_operation, new)
        };
        self.presence(
            &site,
            [old.required, new.required],
            [old.nullable, new.nullable],
        );
        self.value(&site, &old.ty, &new.ty);
        let plain = Site {
            claims: Claims::default(),
            ..site.clone()
        };
        self.constraints(&plain, &old.constraints, &new.constraints);
        let defaults = [&old.default, &new.default].map(Option::as_ref);
        self.default(&plain, defaults, Wire::Breaking);
        self.deprecation(&plain, [old.deprecated, new.deprecated]);
        if old.location != new.location {
            let was = label::location(old);
            let message = format!("{} was a {was}", site.name);
            self.say(plain.found(Aspect::EncodingChanged, Wire::Breaking, message));
        } else if is_written(old) != is_written(new) {
            let message = format!(
                "{} was written as {} and is written as {}",
                site.name,
                writing(old),
                writing(new)
            );
            self.say(plain.found(Aspect::EncodingChanged, Wire::Breaking, message));
        }
        if old.name != new.name && !new.required && !old.required {
            let message = format!(
                "{} is set by `{}` and was set by `{}`",
                site.name, new.name, old.name
            );
            self.say(site.found(Aspect::Renamed, Wire::None, message));
        }
    }

    fn parameter_removed(&mut self, old: &Operation, new: &Operation, parameter: &Parameter) {
        let site = Site {
            before: parameter.origin.clone(),
            ..site(old, parameter)
        };
        let message = format!("{} is gone", site.name);
        self.say_taking(
            [&parameter.ty],
            Finding {
                after: Some(new.origin.clone()),
                claims: Claims::new(
                    claims(old, parameter),
                    match parameter.required {
                        true => methods(new),
                        false => Vec::new(),
                    },
                ),
                ..site.found(Aspect::Removed, Wire::Warning, message)
            },
        );
    }

    fn parameter_added(&mut self, old: &Operation, new: &Operation, parameter: &Parameter) {
        let site = site(new, parameter);
        let (aspect, wire, what) = match parameter.required {
            true => (
                Aspect::AddedRequired,
                Wire::Breaking,
                "is new, and must be given",
            ),
            false => (Aspect::Added, Wire::Compatible, "is new"),
        };
        let message = format!("{} {what}", site.name);
        self.say_bringing(
            [&parameter.ty],
            Finding {
                before: Some(old.origin.clone()),
                claims: Claims::new(
                    match parameter.required {
                        true => methods(old),
                        false => Vec::new(),
                    },
                    claims(new, parameter),
                ),
                ..site.found(aspect, wire, message)
            },
        );
    }
}

/// Where the same parameter stands in another operation. Headers are known without regard to case (RFC 9110 §5.1).
fn position(
    among: &Operation,
    of: &Operation,
    parameter: &Parameter,
    index: usize,
) -> Option<usize> {
    let mut others = among.parameters.iter();
    match parameter.location {
        // Those of the path come first, in the order of the template, which is the same.
        Location::Path if paths_of(among) == paths_of(of) => Some(index),
        Location::Header => others.position(|other| {
            other.location == Location::Header && other.wire.eq_ignore_ascii_case(&parameter.wire)
        }),
        location => {
            others.position(|other| other.location == location && other.wire == parameter.wire)
        }
    }
}

/// The parameter of the same name that travels elsewhere in another operation, which has none where this one does.
fn moved<'o>(among: &'o Operation, of: &Operation, parameter: &Parameter) -> Option<&'o Parameter> {
    let is_same = |other: &Parameter| other.wire.eq_ignore_ascii_case(&parameter.wire);
    let mut candidates = among.parameters.iter().filter(|other| {
        let mut own = of.parameters.iter();
        is_same(other) && !own.any(|own| is_same(own) && own.location == other.location)
    });
    match (candidates.next(), candidates.next()) {
        (Some(other), None) if other.location != Location::Path => Some(other),
        _ => None,
    }
}

/// How many parameters stand in the path; fewer than its braces where one name stands there twice.
fn paths_of(operation: &Operation) -> usize {
    let parameters = operation.parameters.iter();
    parameters
        .filter(|one| one.location == Location::Path)
        .count()
}

/// The place of a parameter, without claims.
fn site(operation: &Operation, parameter: &Parameter) -> Site {
    let wire = &parameter.wire;
    let location = label::location(parameter);
    Site {
        subject: Subject::Parameter,
        direction: Direction::Request,
        name: format!("the {location} `{wire}`"),
        label: label::parameter(parameter, operation),
        before: Pointer::root(),
        after: parameter.origin.clone(),
        claims: Claims::default(),
    }
}

/// What shows the type of a parameter: the arguments of methods, or a setter.
fn claims(operation: &Operation, parameter: &Parameter) -> Vec<String> {
    match parameter.required {
        true => methods(operation),
        false => setters(operation, &parameter.name),
    }
}

/// How a parameter is written, as far as that can be seen: lists of lists aside, a scalar is written alike in most ways.
fn is_written(parameter: &Parameter) -> impl PartialEq {
    (
        parameter.style,
        parameter.explode,
        parameter.allow_reserved,
        parameter.content,
        parameter.nested_arrays,
    )
}

/// `form, exploded`.
fn writing(parameter: &Parameter) -> String {
    let style = format!("{:?}", parameter.style).to_lowercase();
    let explode = match parameter.explode {
        true => "exploded",
        false => "not exploded",
    };
    let reserved = match parameter.allow_reserved {
        true => ", reserved characters as they are",
        false => "",
    };
    let content = parameter
        .content
        .map_or(String::new(), |content| format!(", as {content:?}"));
    format!("{style}, {explode}{reserved}{content}")
}
