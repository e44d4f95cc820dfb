//! Requests that the server makes: their payloads are read, as answers are.

use crate::model::{Webhook, WebhookKind};

use super::super::kind::{Aspect, Direction, Subject};
use super::super::paths;
use super::super::report::Wire;
use super::site::Site;
use super::{Claims, Finding, Walk};

impl Walk<'_> {
    pub(super) fn webhooks(&mut self) {
        let (before, after) = (&self.before.webhooks, &self.after.webhooks);
        for new in after {
            self.at = self.graph.root(Some(new.wire.clone()));
            match before.iter().find(|old| is_same(old, new)) {
                Some(old) => self.webhook(old, new),
                None => {
                    let site = site(new, new);
                    let message = format!("{} is new", site.name);
                    self.say_bringing(
                        [&new.payload],
                        Finding {
                            before: None,
                            claims: Claims::new(
                                Vec::new(),
                                [items(new), vec![module(new).to_owned()]].concat(),
                            ),
                            ..site.found(Aspect::Added, Wire::Compatible, message)
                        },
                    );
                }
            }
        }
        for old in before {
            if !after.iter().any(|new| is_same(old, new)) {
                self.at = self.graph.root(Some(old.wire.clone()));
                let site = site(old, old);
                let message = format!("{} is gone", site.name);
                self.say_taking(
                    [&old.payload],
                    Finding {
                        after: None,
                        claims: Claims::new(
                            [items(old), vec![module(old).to_owned()]].concat(),
                            Vec::new(),
                        ),
                        ..site.found(Aspect::Removed, Wire::Breaking, message)
                    },
                );
            }
        }
    }

    fn webhook(&mut self, old: &Webhook, new: &Webhook) {
        let place = site(old, new);
        let payload = Site {
            subject: Subject::Body(Direction::Response),
            name: format!("the payload of {}", place.name),
            ..place.clone()
        };
        if old.format == new.format {
            self.value(&payload, &old.payload, &new.payload);
        } else {
            let (was, is) = (old.format.noun(), new.format.noun());
            let message = format!("{} is {is} and was {was}", payload.name);
            self.say(payload.found(Aspect::Changed, Wire::Breaking, message));
        }
        for header in &old.headers {
            let mut others = new.headers.iter();
            if !others.any(|other| other.wire.eq_ignore_ascii_case(&header.wire)) {
                let message = format!("the header `{}` of {} is gone", header.wire, place.name);
                let finding = place.found(Aspect::Changed, Wire::Warning, message);
                self.say(Finding {
                    subject: format!("{}: header {}", place.label, header.wire),
                    claims: Claims::default(),
                    ..finding
                });
            }
        }
        if old.text != new.text {
            let message = format!("{} is told from others by another text", place.name);
            self.say(place.found(Aspect::Changed, Wire::Warning, message));
        }
        if (&old.name, &old.function) != (&new.name, &new.function) {
            let message = format!(
                "{} is `{}` in Rust and was `{}`",
                place.name, new.name, old.name
            );
            self.say(place.found(Aspect::Renamed, Wire::None, message));
        }
    }
}

fn is_same(one: &Webhook, other: &Webhook) -> bool {
    one.kind == other.kind && one.wire == other.wire
}

fn site(old: &Webhook, new: &Webhook) -> Site {
    let what = match new.kind {
        WebhookKind::Webhook => "webhook",
        WebhookKind::Callback => "callback",
    };
    Site {
        subject: Subject::Webhook,
        direction: Direction::Response,
        name: format!("the {what} `{}`", new.wire),
        label: format!("{what} {}", new.wire),
        before: old.origin.clone(),
        after: new.origin.clone(),
        claims: Claims::new(items(old), items(new)),
    }
}

/// The module in which the events of a kind are.
pub(in super::super) const fn module(webhook: &Webhook) -> &'static str {
    match webhook.kind {
        WebhookKind::Webhook => "webhooks",
        WebhookKind::Callback => "callbacks",
    }
}

/// What the crate has because of a webhook.
fn items(webhook: &Webhook) -> Vec<String> {
    let module = module(webhook);
    let event = match webhook.kind {
        WebhookKind::Webhook => format!("{module}::Event"),
        WebhookKind::Callback => format!("{module}::Callback"),
    };
    vec![
        paths::member(&event, &webhook.name),
        paths::member(module, &webhook.function),
    ]
}
