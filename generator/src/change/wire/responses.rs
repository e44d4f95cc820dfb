//! Answers: their statuses, media types and bodies.

use std::mem::discriminant;

use crate::diagnostics::Pointer;
use crate::model::{
    DocumentedResponse, EventData, Operation, Reply, ReplyBody, StatusMatch, Streaming, Success,
};

use super::super::kind::{Aspect, Direction, Kind, Subject};
use super::super::label;
use super::super::paths;
use super::super::report::Wire;
use super::site::Site;
use super::{Claims, Finding, Walk};

impl Walk<'_> {
    pub(super) fn responses(&mut self, old: &Operation, new: &Operation) {
        for response in &old.documented {
            match of_status(new, response.status) {
                Some(other) => {
                    self.media_types_of((old, response), (new, other));
                    self.replies(old, new, response, other);
                }
                None => self.status_removed(old, new, response),
            }
        }
        for response in &new.documented {
            if of_status(old, response.status).is_none() {
                self.status_added(old, new, response);
            }
        }
        for (was, is) in same_streams(old, new) {
            let site = Site {
                label: format!("{}: stream", label::operation(new)),
                name: "the stream".to_owned(),
                claims: Claims::new(
                    vec![paths::call(&was.type_name)],
                    vec![paths::call(&is.type_name)],
                ),
                ..site(old, new, &old.origin, &new.origin)
            };
            self.reply(&site, &was.body, &is.body);
        }
    }

    fn status_removed(&mut self, old: &Operation, new: &Operation, response: &DocumentedResponse) {
        let (subject, wire) = match is_success(old, response.status) {
            true => (Subject::SuccessStatus, Wire::Breaking),
            false => (Subject::ErrorStatus, Wire::Compatible),
        };
        let site = Site {
            label: label::holder(&response.origin, new),
            ..site(old, new, &response.origin, &new.origin)
        };
        let message = format!("the answer {} is gone", response.status);
        let replies = replies_of(old, response.status);
        let gone = replies.iter().flat_map(|reply| reply.body.types());
        self.say_taking(
            gone,
            Finding {
                after: None,
                kind: Kind::new(subject, Aspect::Removed),
                subject: format!("{}: {}", site.label, response.status),
                claims: Claims::new(
                    status_items(old, response.status),
                    status_items(new, response.status),
                ),
                ..site.found(Aspect::Removed, wire, message)
            },
        );
    }

    fn status_added(&mut self, old: &Operation, new: &Operation, response: &DocumentedResponse) {
        let subject = match is_success(new, response.status) {
            true => Subject::SuccessStatus,
            false => Subject::ErrorStatus,
        };
        let site = site(old, new, &old.origin, &response.origin);
        let message = format!("the answer {} is new", response.status);
        let replies = replies_of(new, response.status);
        let new_types = replies.iter().flat_map(|reply| reply.body.types());
        self.say_bringing(
            new_types,
            Finding {
                before: None,
                kind: Kind::new(subject, Aspect::Added),
                subject: format!("{}: {}", site.label, response.status),
                claims: Claims::new(
                    status_items(old, response.status),
                    status_items(new, response.status),
                ),
                ..site.found(Aspect::Added, Wire::Compatible, message)
            },
        );
    }

    fn media_types_of(
        &mut self,
        old: (&Operation, &DocumentedResponse),
        new: (&Operation, &DocumentedResponse),
    ) {
        let ((old, was), (new, is)) = (old, new);
        let status = was.status;
        let found = |media_type: &str, aspect, wire, what: &str| {
            let site = site(old, new, &was.origin, &is.origin);
            let message = format!("the media type {media_type} of {status} is {what}");
            Finding {
                kind: Kind::new(Subject::MediaType(Direction::Response), aspect),
                subject: format!("{}: {status} {media_type}", site.label),
                claims: Claims::new(status_items(old, status), status_items(new, status)),
                ..site.found(aspect, wire, message)
            }
        };
        // A body where there was none, and none where there was one, is a difference of the body.
        if was.media_types.is_empty() || is.media_types.is_empty() {
            return;
        }
        for media_type in &was.media_types {
            if !is.media_types.contains(media_type) {
                self.say(found(media_type, Aspect::Removed, Wire::Breaking, "gone"));
            }
        }
        for media_type in &is.media_types {
            if !was.media_types.contains(media_type) {
                self.say(found(media_type, Aspect::Added, Wire::Compatible, "new"));
            }
        }
    }

    fn replies(
        &mut self,
        old: &Operation,
        new: &Operation,
        was: &DocumentedResponse,
        is: &DocumentedResponse,
    ) {
        let (old_replies, new_replies) = (replies_of(old, was.status), replies_of(new, is.status));
        let is_only = old_replies.len() == 1 && new_replies.len() == 1;
        for reply in &old_replies {
            let same = |other: &&&Reply| is_only || media_type(other, is) == media_type(reply, was);
            let Some(other) = new_replies.iter().find(same) else {
                continue;
            };
            let site = Site {
                name: format!("the body of {}", was.status),
                label: format!("{}: {} body", label::holder(&is.origin, new), was.status),
                claims: Claims::new(
                    reply_items(old, was.status, reply),
                    reply_items(new, is.status, other),
                ),
                ..site(old, new, &was.origin, &is.origin)
            };
            self.reply(&site, &reply.body, &other.body);
        }
    }

    fn reply(&mut self, site: &Site, old: &ReplyBody, new: &ReplyBody) {
        match (old, new) {
            (ReplyBody::Json(old), ReplyBody::Json(new))
            | (ReplyBody::Xml(old), ReplyBody::Xml(new))
            | (ReplyBody::JsonLines(old), ReplyBody::JsonLines(new))
            | (ReplyBody::JsonSequence(old), ReplyBody::JsonSequence(new)) => {
                self.value(site, old, new);
            }
            (ReplyBody::Events(old), ReplyBody::Events(new)) => self.events(site, old, new),
            (ReplyBody::Text, ReplyBody::Text)
            | (ReplyBody::Bytes, ReplyBody::Bytes)
            | (ReplyBody::Empty, ReplyBody::Empty) => {}
            (ReplyBody::Empty, new) => {
                let message = format!("there is {} now: {}", site.name, kind(new));
                let finding = site.found(Aspect::Added, Wire::Compatible, message);
                self.say_bringing(new.types(), finding);
            }
            (old, ReplyBody::Empty) => {
                let message = format!("{}, {}, is gone", site.name, kind(old));
                let finding = site.found(Aspect::Removed, Wire::Breaking, message);
                self.say_taking(old.types(), finding);
            }
            (old, new) => {
                let (was, is) = (kind(old), kind(new));
                let message = format!("{} was {was} and is {is}", site.name);
                let finding = site.found(Aspect::TypeChanged, Wire::Breaking, message);
                let finding = self.taking(finding, old.types());
                self.say_bringing(new.types(), finding);
            }
        }
    }

    fn events(&mut self, site: &Site, old: &EventData, new: &EventData) {
        let (old, new) = match (old, new) {
            (EventData::Text, EventData::Text) => return,
            (EventData::Json(old), EventData::Json(new)) => return self.value(site, old, new),
            (EventData::Named { events: old, .. }, EventData::Named { events: new, .. }) => {
                (old, new)
            }
            _ => {
                let message = format!("the data of {} are of another type", site.name);
                return self.say(site.found(Aspect::TypeChanged, Wire::Breaking, message));
            }
        };
        let place =
            |wire: &str| site.inner(&format!("the event `{wire}`"), &format!("({wire})"), "");
        for event in old {
            let site = place(&event.wire);
            match new.iter().find(|other| other.wire == event.wire) {
                Some(other) => match (&event.json, &other.json) {
                    (Some(old), Some(new)) => self.value(&site, old, new),
                    (None, None) => {}
                    _ => {
                        let message = format!("the data of {} are of another type", site.name);
                        self.say(site.found(Aspect::TypeChanged, Wire::Breaking, message));
                    }
                },
                None => {
                    let message = format!("{} is gone", site.name);
                    self.say(Finding {
                        kind: Kind::new(Subject::Variant(Direction::Response), Aspect::Removed),
                        ..site.found(Aspect::Removed, Wire::Warning, message)
                    });
                }
            }
        }
        for event in new {
            if !old.iter().any(|other| other.wire == event.wire) {
                let site = place(&event.wire);
                let message = format!("{} is new", site.name);
                self.say(Finding {
                    kind: Kind::new(Subject::Variant(Direction::Response), Aspect::Added),
                    ..site.found(Aspect::Added, Wire::Warning, message)
                });
            }
        }
    }
}

fn of_status(operation: &Operation, status: StatusMatch) -> Option<&DocumentedResponse> {
    let mut documented = operation.documented.iter();
    documented.find(|response| response.status == status)
}

/// Whether the answers of a status are successes: 2xx, or the default where nothing else is documented.
fn is_success(operation: &Operation, status: StatusMatch) -> bool {
    match status {
        StatusMatch::Code(code) => (200..300).contains(&code),
        StatusMatch::Range(digit) => digit == 2,
        StatusMatch::Default => operation.documented.len() == 1,
    }
}

/// What the answers of a status hold; where all successes hold the same, the model has it once.
fn replies_of(operation: &Operation, status: StatusMatch) -> Vec<&Reply> {
    let of_status = |reply: &&Reply| reply.status == status;
    if !is_success(operation, status) {
        return operation.errors.iter().filter(of_status).collect();
    }
    match &operation.success {
        Success::One(reply) => vec![reply],
        Success::Several(replies) => replies.iter().filter(of_status).collect(),
    }
}

/// The media type of a reply, which is not said where there is only one.
fn media_type<'a>(reply: &'a Reply, response: &'a DocumentedResponse) -> Option<&'a str> {
    let own = reply.media_type.as_deref();
    own.or_else(|| response.media_types.first().map(String::as_str))
}

fn site(old: &Operation, new: &Operation, before: &Pointer, after: &Pointer) -> Site {
    Site {
        subject: Subject::Body(Direction::Response),
        direction: Direction::Response,
        name: "the answer".to_owned(),
        label: label::holder(after, new),
        before: before.clone(),
        after: after.clone(),
        claims: Claims::new(
            vec![paths::call(&old.type_name)],
            vec![paths::call(&new.type_name)],
        ),
    }
}

/// The items that show what an answer holds.
fn reply_items(operation: &Operation, status: StatusMatch, reply: &Reply) -> Vec<String> {
    if !is_success(operation, status) {
        return vec![paths::member(&paths::errors(operation), &reply.variant)];
    }
    match &operation.success {
        Success::One(_) => vec![
            paths::call(&operation.type_name),
            paths::headers(operation),
            paths::member(&paths::call(&operation.type_name), "pages"),
            paths::member(&paths::call(&operation.type_name), "items"),
        ],
        Success::Several(_) => vec![paths::member(&paths::replies(operation), &reply.variant)],
    }
}

/// The streams of both that are of one kind, or the only ones.
fn same_streams<'a>(
    old: &'a Operation,
    new: &'a Operation,
) -> impl Iterator<Item = (&'a Streaming, &'a Streaming)> {
    old.streaming.iter().filter_map(|was| {
        let kind = discriminant(&was.body);
        let same = new.streaming.iter();
        let mut same = same.filter(|is| discriminant(&is.body) == kind);
        match (old.streaming.as_slice(), new.streaming.as_slice()) {
            ([_], [is]) => Some((was, is)),
            _ => Some((was, same.next()?)),
        }
    })
}

/// The items that are there because of a status.
fn status_items(operation: &Operation, status: StatusMatch) -> Vec<String> {
    let replies = replies_of(operation, status);
    let own = replies.iter();
    let mut items: Vec<String> = own
        .flat_map(|reply| reply_items(operation, status, reply))
        .collect();
    if is_success(operation, status) {
        items.push(paths::call(&operation.type_name));
        items.push(paths::replies(operation));
        items.push(paths::headers(operation));
        let streaming = operation.streaming.iter();
        items.extend(streaming.map(|one| paths::client(&one.name)));
    }
    items
}

const fn kind(body: &ReplyBody) -> &'static str {
    match body {
        ReplyBody::Json(_) => "JSON",
        ReplyBody::Xml(_) => "XML",
        ReplyBody::Text => "text",
        ReplyBody::Bytes => "bytes",
        ReplyBody::Empty => "nothing",
        ReplyBody::Events(_) => "events",
        ReplyBody::JsonLines(_) => "lines of JSON",
        ReplyBody::JsonSequence(_) => "a sequence of JSON texts",
    }
}
