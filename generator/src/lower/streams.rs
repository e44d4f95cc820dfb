//! Answers that come item by item: server-sent events, lines of JSON, JSON text sequences (OpenAPI 3.2.0 §4.14.3, OAS.md
//! 30).

use openapiv3::MediaType;
use serde_json::Value;

use super::fallbacks::anything;
use super::media::is_json;
use super::naming::{self, Scope};
use super::view::{Part, SchemaRef, View};
use super::{Context, Lowerer};
use crate::diagnostics::{Code, Pointer};
use crate::dialect::extension;
use crate::model::{EventData, NamedEvent, ReplyBody, Type};

/// The fields of a server-sent event (WHATWG HTML, §9.2.6).
const EVENT_FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// How a sequential media type tells its items apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    Events,
    JsonLines,
    JsonSequence,
}

impl Framing {
    /// The framing of a media type, given without parameters and in lower case; none if it is no sequence of JSON or
    /// events.
    pub(super) fn of(essence: &str) -> Option<Self> {
        match essence {
            "text/event-stream" => Some(Self::Events),
            // Registered or not, these are what servers call lines of JSON; the last one is Spring's.
            "application/jsonl"
            | "application/jsonlines"
            | "application/json-lines"
            | "application/x-jsonlines"
            | "application/x-json-lines"
            | "application/x-jsonl"
            | "application/ndjson"
            | "application/x-ndjson"
            | "application/stream+json" => Some(Self::JsonLines),
            "application/json-seq" => Some(Self::JsonSequence),
            other if other.ends_with("+json-seq") => Some(Self::JsonSequence),
            _ => None,
        }
    }
}

/// What an answer that comes item by item holds.
pub(super) struct Items {
    pub(super) body: ReplyBody,
    /// The data of the event after which no other comes.
    pub(super) done: Option<String>,
}

/// Words for the end, of which the data of the last event consist but for brackets and the like (`[DONE]`).
const ENDS: [&str; 6] = ["done", "end", "eof", "eos", "complete", "finished"];

/// What the data of some events are.
#[derive(Clone)]
enum Data<'a> {
    Text,
    Json(Vec<Part<'a>>),
    AnyJson,
}

/// One kind of event among several.
struct Kind<'a> {
    name: Option<String>,
    /// None if nothing is said of them.
    data: Option<Data<'a>>,
    docs: Option<String>,
}

impl<'a> Lowerer<'a> {
    /// The items of an answer with this media type. A schema that is no `itemSchema` describes the whole if it is a list,
    /// and one item if it is anything else, which is what people write in 3.0 and 3.1.
    pub(super) fn items(
        &mut self,
        framing: Framing,
        entry: &'a MediaType,
        at: &Pointer,
        context: &Context,
    ) -> Items {
        let item = entry.schema.as_ref().map(|schema| {
            let whole = Part::new(schema, at.join("schema"));
            let view = self.view(std::slice::from_ref(&whole));
            view.items
                .filter(|_| view.kind == Some("array"))
                .unwrap_or(whole)
        });
        let ty = |lowerer: &mut Self| match &item {
            Some(item) => lowerer.lower(item, context).into_element(),
            None => anything(),
        };
        let body = match framing {
            Framing::JsonLines => ReplyBody::JsonLines(ty(self)),
            Framing::JsonSequence => ReplyBody::JsonSequence(ty(self)),
            Framing::Events => return self.events(item.as_ref(), context),
        };
        Items { body, done: None }
    }

    /// What events hold: an item that has the fields of an event describes the event, any other its data as JSON.
    fn events(&mut self, item: Option<&Part<'a>>, context: &Context) -> Items {
        let Some(item) = item else {
            return Items::of(EventData::Text);
        };
        let view = self.view(std::slice::from_ref(item));
        if view.alternatives.is_empty() {
            let data = match self.event(&view) {
                Some(event) => event.data.unwrap_or(Data::Text),
                None => Data::of(&view, std::slice::from_ref(item)),
            };
            return Items::of(self.event_data(data, context));
        }
        let (mut done, mut others) = (None, Vec::new());
        for part in &view.alternatives {
            let alternative = self.view(std::slice::from_ref(part));
            match self.sentinel(&alternative) {
                Some(data) => done = done.or(Some(data)),
                None => others.push((part, alternative)),
            }
        }
        let kinds: Option<Vec<Kind<'a>>> = others.iter().map(|(_, one)| self.event(one)).collect();
        let data = match (kinds, others.as_slice()) {
            (Some(kinds), _) => self.kinds_of_events(kinds, &view, context),
            // What says that no other event comes is no alternative of the data.
            (None, [(only, one)]) => {
                self.event_data(Data::of(one, std::slice::from_ref(*only)), context)
            }
            (None, _) => EventData::Json(self.lower(item, context).into_element()),
        };
        Items {
            done,
            ..Items::of(data)
        }
    }

    /// The event that a schema describes; none if it describes something else.
    fn event(&self, view: &View<'a>) -> Option<Kind<'a>> {
        let has = |field| view.properties.contains_key(field);
        let is_event = (has("data") || has("event"))
            && view.properties.keys().all(|key| EVENT_FIELDS.contains(key));
        let name = view
            .properties
            .get("event")
            .map(|parts| self.strings_of(parts));
        let name = name
            .filter(|names| names.len() == 1)
            .unwrap_or_default()
            .pop();
        is_event.then(|| Kind {
            name,
            data: view.properties.get("data").map(|parts| self.data(parts)),
            docs: view.docs(),
        })
    }

    /// The data of the event that says that no other comes: the only text that such an alternative admits (`[DONE]`), if
    /// that is a word for it.
    fn sentinel(&self, view: &View<'a>) -> Option<String> {
        let only = match (view.constant, view.enumeration.as_slice()) {
            (Some(value), _) | (None, [value]) => value.get("data").unwrap_or(value).as_str(),
            _ => None,
        };
        let named = || {
            let data = view
                .properties
                .get("data")
                .filter(|_| self.event(view).is_some_and(|event| event.name.is_none()))?;
            let mut texts = self.strings_of(data);
            (texts.len() == 1).then(|| texts.pop()).flatten()
        };
        let only = only.map(str::to_owned).or_else(named);
        only.filter(|text| {
            let letters = text.chars().filter(|c| c.is_alphabetic());
            ENDS.contains(&letters.collect::<String>().to_lowercase().as_str())
        })
    }

    /// What the property `data` of an event says of them. They are text, which may be JSON: by `contentMediaType` and
    /// `contentSchema`, or because the schema is of something else than a string.
    fn data(&self, parts: &[Part<'a>]) -> Data<'a> {
        for part in parts {
            let schema = match part.schema {
                SchemaRef::Item(schema) => Some(schema),
                SchemaRef::Reference(reference) => self.component(reference).map(|found| found.1),
            };
            let Some(extensions) = schema.map(|schema| &schema.schema_data.extensions) else {
                continue;
            };
            let media_type = extensions.get(extension::CONTENT_MEDIA_TYPE);
            if !media_type.and_then(Value::as_str).is_some_and(is_json) {
                continue;
            }
            let content = extensions.get(extension::CONTENT_SCHEMA);
            return match content.and_then(|content| self.carried.keep(content)) {
                Some(content) => {
                    Data::Json(vec![Part::new(content, part.at.join("contentSchema"))])
                }
                None => Data::AnyJson,
            };
        }
        Data::of(&self.view(parts), parts)
    }

    fn event_data(&mut self, data: Data<'a>, context: &Context) -> EventData {
        match self.json_of(data, context) {
            Some(ty) => EventData::Json(ty),
            None => EventData::Text,
        }
    }

    /// The type of data that are JSON.
    fn json_of(&mut self, data: Data<'a>, context: &Context) -> Option<Type> {
        match data {
            Data::Text => None,
            Data::AnyJson => Some(anything()),
            Data::Json(parts) => Some(self.lower_parts(&parts, context).into_element()),
        }
    }

    /// What several kinds of events hold. They are told apart by their names; what one does not say of its data, `base`
    /// says of all.
    fn kinds_of_events(
        &mut self,
        kinds: Vec<Kind<'a>>,
        base: &View<'a>,
        context: &Context,
    ) -> EventData {
        let of_all = self.event(base).and_then(|event| event.data);
        let of_all = of_all.unwrap_or(Data::Text);
        let kinds: Vec<(Kind<'a>, Data<'a>)> = kinds
            .into_iter()
            .map(|mut kind| {
                let data = kind.data.take().unwrap_or_else(|| of_all.clone());
                (kind, data)
            })
            .collect();
        if let [] | [_] = kinds.as_slice() {
            let data = kinds.into_iter().next().map_or(of_all, |(_, data)| data);
            return self.event_data(data, context);
        }
        if kinds.iter().all(|(kind, _)| kind.name.is_some()) {
            return self.named_events(kinds, context);
        }
        if kinds.iter().all(|(_, data)| matches!(data, Data::Text)) {
            return EventData::Text;
        }
        let message =
            "events of several kinds have no names to tell them apart; their data are read as text";
        self.sink
            .say(Code::Unsupported, &base.at, message)
            .and_help("a name is a property `event` with a `const`");
        EventData::Text
    }

    fn named_events(&mut self, kinds: Vec<(Kind<'a>, Data<'a>)>, context: &Context) -> EventData {
        let mut variants = Scope::reserving([naming::CATCH_ALL]);
        let mut events: Vec<NamedEvent> = Vec::with_capacity(kinds.len());
        for (kind, data) in kinds {
            let wire = kind.name.unwrap_or_default();
            if events.iter().any(|known| known.wire == wire) {
                continue;
            }
            let json = self.json_of(data, &context.child(&wire));
            events.push(NamedEvent {
                variant: variants.claim(&naming::variant_name(&wire)),
                wire,
                json,
                docs: kind.docs,
            });
        }
        EventData::Named {
            // Claimed when all operations have their names.
            name: context.name.clone(),
            events,
        }
    }
}

impl Items {
    const fn of(data: EventData) -> Self {
        Self {
            body: ReplyBody::Events(data),
            done: None,
        }
    }
}

impl<'a> Data<'a> {
    /// What data are of which this is known.
    fn of(view: &View<'a>, parts: &[Part<'a>]) -> Self {
        let is_text = match view.kind {
            Some("string") => true,
            None => view.properties.is_empty() && view.alternatives.is_empty(),
            Some(_) => false,
        };
        match is_text {
            true => Self::Text,
            false => Self::Json(parts.to_vec()),
        }
    }
}
