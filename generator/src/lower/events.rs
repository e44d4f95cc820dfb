//! What tells the events of webhooks apart: what `client.toml` says, else a constant in each payload.

use std::collections::HashSet;

use super::reach;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Sink, most_like};
use crate::model::{
    Api, Enum, EnumValues, Field, Literal, Presence, Selector, Shape, Type, Types, Webhook,
    WebhookKind,
};

/// Finds what tells the document's webhooks apart, and the text of each. Callbacks are told apart by whoever named their
/// URLs.
pub(super) fn tell_apart(api: &mut Api, config: &Config, sink: &mut Sink) {
    let settings = &config.webhooks;
    let is_ours = |webhook: &&mut Webhook| webhook.kind == WebhookKind::Webhook;
    say_unknown(api, config, sink);
    let selector = match (&settings.field, &settings.header) {
        (Some(field), _) => Some(Selector::Field(reach::path(field))),
        (None, Some(header)) => Some(Selector::Header(header.clone())),
        (None, None) => None,
    };
    match selector {
        Some(Selector::Field(path)) if !is_there(api, &path) => {
            let message = format!("no webhook has a payload with `{}`", path.join("."));
            let place = config.places.of(&["webhooks", "field"]);
            sink.push(Diagnostic::new(Code::InvalidConfig, place, message));
        }
        Some(selector) => {
            for webhook in api.webhooks.iter_mut().filter(is_ours) {
                let text = settings.events.get(&webhook.wire).unwrap_or(&webhook.wire);
                webhook.text = Some(text.clone());
            }
            api.event_selector = Some(selector);
        }
        None => {
            let Some((wire, texts)) = constant(api) else {
                return;
            };
            for (webhook, text) in api.webhooks.iter_mut().filter(is_ours).zip(texts) {
                webhook.text = Some(text);
            }
            api.event_selector = Some(Selector::Field(vec![wire]));
        }
    }
}

fn webhooks(api: &Api) -> impl Iterator<Item = &Webhook> + Clone {
    let webhooks = api.webhooks.iter();
    webhooks.filter(|webhook| webhook.kind == WebhookKind::Webhook)
}

/// Texts for webhooks that the document does not have.
fn say_unknown(api: &Api, config: &Config, sink: &mut Sink) {
    for wire in config.webhooks.events.keys() {
        if webhooks(api).any(|webhook| webhook.wire == *wire) {
            continue;
        }
        let place = config.places.of(&["webhooks", "events", wire]);
        let message = format!("the document has no webhook `{wire}`");
        let finding = sink.push(Diagnostic::new(Code::InvalidConfig, place, message));
        if let Some(meant) = most_like(wire, webhooks(api).map(|webhook| &*webhook.wire)) {
            finding.and_help(format!("did you mean `{meant}`?"));
        }
    }
}

/// Whether any payload has something at this path.
fn is_there(api: &Api, path: &[String]) -> bool {
    webhooks(api).any(|webhook| reach::value(&api.types, &webhook.payload, path).is_ok())
}

/// The property that every payload must have and whose only text differs in each, with these texts. Events whose payload has
/// no properties are told by their names alone.
fn constant(api: &Api) -> Option<(String, Vec<String>)> {
    let first = webhooks(api).find(|webhook| webhook.format.is_structured())?;
    fields(&api.types, first).iter().find_map(|field| {
        let texts: Option<Vec<String>> = webhooks(api)
            .map(|webhook| {
                if !webhook.format.is_structured() {
                    return Some(webhook.wire.clone());
                }
                let fields = fields(&api.types, webhook).iter();
                let mut same = fields.filter(|other| other.wire == field.wire);
                only_text(&api.types, same.next()?)
            })
            .collect();
        let texts = texts?;
        let distinct: HashSet<&String> = texts.iter().collect();
        (distinct.len() == texts.len()).then(|| (field.wire.clone(), texts))
    })
}

fn fields<'a>(types: &'a Types, webhook: &'a Webhook) -> &'a [Field] {
    let Type::Named(id) = types.resolve(&webhook.payload) else {
        return &[];
    };
    match types.get(*id).map(|named| &named.shape) {
        Some(Shape::Object(object)) => &object.fields,
        _ => &[],
    }
}

/// The one text that a required property may have.
fn only_text(types: &Types, field: &Field) -> Option<String> {
    if field.presence != Presence::Required {
        return None;
    }
    let Type::Named(id) = types.resolve(&field.ty) else {
        return None;
    };
    match &types.get(*id)?.shape {
        Shape::Constant(constant) => match &constant.value {
            Literal::String(text) => Some(text.clone()),
            _ => None,
        },
        Shape::Enum(Enum {
            values: EnumValues::Strings(values),
        }) => match values.as_slice() {
            [(_, text)] => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}
