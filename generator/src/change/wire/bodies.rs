//! Request bodies, each in its media types.

use crate::diagnostics::Pointer;
use crate::model::{Body, BodyKind, Ident, Operation};

use super::super::kind::{Aspect, Direction, Kind, Subject};
use super::super::label;
use super::super::paths;
use super::super::report::Wire;
use super::site::Site;
use super::{Claims, Finding, Walk};

impl Walk<'_> {
    pub(super) fn bodies(&mut self, old: &Operation, new: &Operation) {
        let site = body_site(old, new);
        match (&old.body, &new.body) {
            (None, None) => return,
            (Some(_), None) => {
                let message = "there is no request body any more".to_owned();
                let finding = site.found(Aspect::Removed, Wire::Breaking, message);
                return self.say_taking(
                    old.bodies().filter_map(|one| one.kind.ty()),
                    Finding {
                        after: Some(new.origin.clone()),
                        ..finding
                    },
                );
            }
            (None, Some(body)) => {
                let (aspect, wire, message) = match body.required {
                    true => (
                        Aspect::AddedRequired,
                        Wire::Breaking,
                        "there is a request body, which must be given",
                    ),
                    false => (
                        Aspect::Added,
                        Wire::Compatible,
                        "there is a request body, which may be left out",
                    ),
                };
                let finding = site.found(aspect, wire, message.to_owned());
                return self.say_bringing(
                    new.bodies().filter_map(|one| one.kind.ty()),
                    Finding {
                        before: Some(old.origin.clone()),
                        ..finding
                    },
                );
            }
            (Some(was), Some(is)) => {
                self.presence(&site, [was.required, is.required], [false, false]);
            }
        }
        self.media_types(old, new);
    }

    fn media_types(&mut self, old: &Operation, new: &Operation) {
        for (method, body) in all(old) {
            match all(new).find(|(_, other)| is_same(&other.media_type, &body.media_type)) {
                Some((other_method, other)) => {
                    let site = Site {
                        claims: claims(old, method, new, other_method),
                        before: content(old, body),
                        after: content(new, other),
                        ..body_site(old, new)
                    };
                    self.body(&site, body, other);
                }
                None => {
                    let message = format!("the media type {} is gone", body.media_type);
                    let wire = Wire::Breaking;
                    let finding = media_type(old, body, Aspect::Removed, wire, message);
                    self.say_taking(
                        body.kind.ty(),
                        Finding {
                            before: Some(content(old, body)),
                            after: Some(new.origin.clone()),
                            claims: Claims::new(vec![paths::client(method)], Vec::new()),
                            ..finding
                        },
                    );
                }
            }
        }
        for (method, body) in all(new) {
            if !all(old).any(|(_, other)| is_same(&other.media_type, &body.media_type)) {
                let message = format!("the media type {} is new", body.media_type);
                let wire = Wire::Compatible;
                let finding = media_type(new, body, Aspect::Added, wire, message);
                self.say_bringing(
                    body.kind.ty(),
                    Finding {
                        before: Some(old.origin.clone()),
                        after: Some(content(new, body)),
                        claims: Claims::new(Vec::new(), vec![paths::client(method)]),
                        ..finding
                    },
                );
            }
        }
    }

    /// Compares a body in one media type.
    fn body(&mut self, site: &Site, old: &Body, new: &Body) {
        match (&old.kind, &new.kind) {
            (BodyKind::Json(old), BodyKind::Json(new))
            | (BodyKind::Xml(old), BodyKind::Xml(new))
            | (BodyKind::Form(old), BodyKind::Form(new))
            | (BodyKind::Multipart(old), BodyKind::Multipart(new)) => self.value(site, old, new),
            (BodyKind::Text, BodyKind::Text) | (BodyKind::Bytes, BodyKind::Bytes) => {}
            (was, is) => {
                let (was, is) = (kind(was), kind(is));
                let message = format!("{} was {was} and is {is}", site.name);
                let finding = site.found(Aspect::TypeChanged, Wire::Breaking, message);
                let finding = self.taking(finding, old.kind.ty());
                self.say_bringing(new.kind.ty(), finding);
            }
        }
        if old.encodings != new.encodings || old.files != new.files {
            let message = format!("the parts of {} are written otherwise", site.name);
            let finding = site.found(Aspect::EncodingChanged, Wire::Breaking, message);
            self.say(Finding {
                claims: Claims::default(),
                ..finding
            });
        }
    }
}

/// A body in each of its media types, with the method that sends it.
fn all(operation: &Operation) -> impl Iterator<Item = (&Ident, &Body)> {
    let own = operation.body.iter().map(|body| (&operation.name, body));
    let further = operation.further_bodies.iter();
    own.chain(further.map(|further| (&further.method, &further.body)))
}

/// Media types are the same whatever their case and their white space (RFC 9110 §8.3.1).
fn is_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| -> String {
        let characters = text.chars().filter(|c| !c.is_whitespace());
        characters.map(|c| c.to_ascii_lowercase()).collect()
    };
    plain(one) == plain(other)
}

fn body_site(old: &Operation, new: &Operation) -> Site {
    Site {
        subject: Subject::Body(Direction::Request),
        direction: Direction::Request,
        name: "the request body".to_owned(),
        label: format!("{}: request body", label::operation(new)),
        before: old.origin.join("requestBody"),
        after: new.origin.join("requestBody"),
        claims: Claims::new(
            super::operations::methods(old),
            super::operations::methods(new),
        ),
    }
}

/// The methods that take a body; those for streams send the same as the operation's own.
fn claims(old: &Operation, method: &Ident, new: &Operation, other: &Ident) -> Claims {
    let claims = |operation: &Operation, method: &Ident| -> Vec<String> {
        let streaming = operation.streaming.iter();
        let streaming = streaming.filter(|_| *method == operation.name);
        let streaming = streaming.map(|streaming| paths::client(&streaming.name));
        [paths::client(method)]
            .into_iter()
            .chain(streaming)
            .collect()
    };
    Claims::new(claims(old, method), claims(new, other))
}

fn content(operation: &Operation, body: &Body) -> Pointer {
    let tokens = ["requestBody", "content", body.media_type.as_str()];
    operation.origin.at(tokens)
}

/// A finding about a media type of a body.
fn media_type(
    operation: &Operation,
    body: &Body,
    aspect: Aspect,
    wire: Wire,
    message: String,
) -> Finding {
    Finding {
        kind: Kind::new(Subject::MediaType(Direction::Request), aspect),
        wire,
        subject: format!(
            "{}: request body {}",
            label::operation(operation),
            body.media_type
        ),
        before: None,
        after: None,
        message,
        claims: Claims::default(),
    }
}

const fn kind(kind: &BodyKind) -> &'static str {
    match kind {
        BodyKind::Json(_) => "JSON",
        BodyKind::Xml(_) => "XML",
        BodyKind::Form(_) => "a form",
        BodyKind::Multipart(_) => "a form of parts",
        BodyKind::Text => "text",
        BodyKind::Bytes => "bytes",
    }
}
