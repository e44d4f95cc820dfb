//! Documented headers of answers.

use crate::model::{DocumentedResponse, Operation, ResponseHeader};

use super::super::kind::{Aspect, Direction, Subject};
use super::super::label;
use super::super::paths;
use super::super::report::Wire;
use super::site::Site;
use super::{Claims, Finding, Walk};

impl Walk<'_> {
    pub(super) fn response_headers(&mut self, old: &Operation, new: &Operation) {
        for was in &old.documented {
            let same = |is: &&DocumentedResponse| is.status == was.status;
            if let Some(is) = new.documented.iter().find(same) {
                self.headers_of((old, was), (new, is));
            }
        }
        for header in &old.response_headers {
            let Some(other) = accessor(new, &header.wire) else {
                continue;
            };
            let site = Site {
                claims: Claims::new(claims(old, &header.wire), claims(new, &header.wire)),
                label: format!("{}: header {}", label::operation(new), header.wire),
                before: old.origin.join("responses"),
                after: new.origin.join("responses"),
                ..site(&header.wire)
            };
            self.value(&site, &header.ty, &other.ty);
            if header.name != other.name {
                let (is, was) = (&other.name, &header.name);
                let message = format!("{} is read by `{is}` and was read by `{was}`", site.name);
                self.say(site.found(Aspect::Renamed, Wire::None, message));
            }
        }
    }

    /// Compares the headers of the answers of a status.
    fn headers_of(
        &mut self,
        old: (&Operation, &DocumentedResponse),
        new: (&Operation, &DocumentedResponse),
    ) {
        let ((old, was), (new, is)) = (old, new);
        let place = |wire: &str| Site {
            claims: Claims::new(claims(old, wire), claims(new, wire)),
            label: format!(
                "{}: {} header {wire}",
                label::holder(&is.origin, new),
                was.status
            ),
            name: format!("the header `{wire}` of {}", was.status),
            before: was.origin.at(["headers", wire]),
            after: is.origin.at(["headers", wire]),
            ..site(wire)
        };
        for (wire, required) in &was.headers {
            let site = place(wire);
            match promised(is, wire) {
                Some(still) => self.presence(&site, [*required, still], [false, false]),
                None => {
                    let (what, severity) = match required {
                        true => ("was promised and is gone", Wire::Breaking),
                        false => ("is gone", Wire::Compatible),
                    };
                    let message = format!("{} {what}", site.name);
                    self.say(Finding {
                        after: None,
                        ..site.found(Aspect::Removed, severity, message)
                    });
                }
            }
        }
        for (wire, _) in &is.headers {
            if promised(was, wire).is_none() {
                let site = place(wire);
                let message = format!("{} is new", site.name);
                self.say(Finding {
                    before: None,
                    ..site.found(Aspect::Added, Wire::Compatible, message)
                });
            }
        }
    }
}

/// Whether a header is promised; none where it is not documented. Names are told apart without regard to case (RFC 9110 §5.1).
fn promised(response: &DocumentedResponse, wire: &str) -> Option<bool> {
    let mut headers = response.headers.iter();
    headers
        .find(|(name, _)| name.eq_ignore_ascii_case(wire))
        .map(|(_, required)| *required)
}

fn accessor<'a>(operation: &'a Operation, wire: &str) -> Option<&'a ResponseHeader> {
    let mut headers = operation.response_headers.iter();
    headers.find(|header| header.wire.eq_ignore_ascii_case(wire))
}

/// The accessor of a header, and the trait that has it.
fn claims(operation: &Operation, wire: &str) -> Vec<String> {
    let all = paths::headers(operation);
    let own = accessor(operation, wire);
    let own = own.map(|header| paths::member(&all, &header.name));
    match operation.response_headers.len() {
        0 | 1 => own.into_iter().chain([all]).collect(),
        _ => own.into_iter().collect(),
    }
}

fn site(wire: &str) -> Site {
    Site {
        subject: Subject::ResponseHeader,
        direction: Direction::Response,
        name: format!("the header `{wire}`"),
        label: String::new(),
        before: Default::default(),
        after: Default::default(),
        claims: Claims::default(),
    }
}
