//! Operations that answer a stream: always, or when they are asked for one (OAS.md 30; `stream` in `client.toml`).

use super::answers::accept;
use super::naming::{self, Scope};
use super::references::schema_name;
use super::responses::{Responses, StreamReply};
use super::{Context, Lowerer};
use crate::config::{Stream, StreamFormat};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{
    Body, EventData, Ident, Operation, Reply, ReplyBody, Shape, StatusMatch, Streaming, Success,
    Type,
};

/// The property of a request by which most APIs that can do both are asked for a stream.
const USUAL_FLAG: &str = "stream";

/// The streams of an operation.
#[derive(Default)]
pub(super) struct Streams {
    /// The data of the event after which no other comes, where the operation always answers a stream.
    pub(super) done: Option<String>,
    /// The methods that ask for a stream, where the operation answers something else as well.
    pub(super) streaming: Vec<Streaming>,
}

impl Lowerer<'_> {
    /// What comes of the streams that the document or `client.toml` gives an operation: the first is the answer of the
    /// operation itself, if it has no other, and each further one has a method of its own.
    pub(super) fn streams(
        &mut self,
        id: &str,
        responses: &mut Responses,
        body: Option<&Body>,
        context: &Context,
    ) -> Streams {
        let config = self.config.operations.get(id);
        let config = config.and_then(|operation| operation.stream.as_ref());
        let mut streams = std::mem::take(&mut responses.streams);
        if let Some(config) = config {
            self.configure(id, config, &mut streams);
        }
        // A server that may answer something else as well must not take an error's media type for a wish.
        let successes = &responses.success_types;
        let mut errors = std::mem::take(&mut responses.error_types);
        errors.retain(|error| !successes.contains(error));
        let mut streams = streams.into_iter();
        let mut done = None;
        let replies = responses.success.replies();
        if replies.iter().all(|reply| reply.body == ReplyBody::Empty)
            && let Some(own) = streams.next()
        {
            responses.accept = accept([(own.media_type.as_str(), &own.reply.body)], &errors);
            responses.success = Success::One(own.reply);
            done = own.done;
        }
        let streaming = streams.map(|stream| Streaming {
            // Both are claimed when all operations have their names.
            name: Ident::placeholder(),
            type_name: context.name.clone(),
            accept: accept([(stream.media_type.as_str(), &stream.reply.body)], &errors),
            body: stream.reply.body,
            done: stream.done,
            when: self.flag(id, config, body),
        });
        Streams {
            done,
            streaming: streaming.collect(),
        }
    }

    /// Says of the documented stream of this form, or else of the first, what `client.toml` says; where the document has none,
    /// it is all that is known.
    fn configure(&mut self, id: &str, config: &Stream, streams: &mut Vec<StreamReply>) {
        let of_form = streams.iter().position(|stream| {
            matches!(
                (config.format, &stream.reply.body),
                (StreamFormat::Events, ReplyBody::Events(_))
                    | (StreamFormat::JsonLines, ReplyBody::JsonLines(_))
                    | (StreamFormat::JsonSeq, ReplyBody::JsonSequence(_))
            )
        });
        let item = config.item.as_deref();
        let item = item.map(|item| self.item_of_config(id, item));
        let is_known = !streams.is_empty() && item.is_none();
        if streams.is_empty() {
            streams.push(undocumented());
        }
        let Some(stream) = streams.get_mut(of_form.unwrap_or(0)) else {
            return;
        };
        if !is_known {
            let (media_type, body) = configured(config.format, item);
            media_type.clone_into(&mut stream.media_type);
            stream.reply.body = body;
        }
        if config.done.is_some() {
            stream.done.clone_from(&config.done);
        }
    }

    /// The type of a component schema that `client.toml` names, by its name or as a reference.
    fn item_of_config(&mut self, id: &str, item: &str) -> Type {
        let name = schema_name(item).unwrap_or_else(|| item.to_owned());
        if let Some(id) = self.components.get(name.as_str()) {
            return Type::Named(*id);
        }
        let message = format!("the document has no schema `{name}`");
        self.say_of_stream(id, "item", message)
            .and_help("a name in `components.schemas`, or a reference: `#/components/schemas/…`");
        Type::Any
    }

    /// The property of the request that asks for the stream: that of `client.toml`, or the one that is usual.
    fn flag(&mut self, id: &str, config: Option<&Stream>, body: Option<&Body>) -> Option<String> {
        let chosen = config.and_then(|stream| stream.when.as_deref());
        let wanted = chosen.unwrap_or(USUAL_FLAG);
        if body.is_some_and(|body| self.has_flag(body, wanted)) {
            return Some(wanted.to_owned());
        }
        if chosen.is_some() {
            let message = format!("the request body has no boolean property `{wanted}`");
            self.say_of_stream(id, "when", message);
        }
        None
    }

    fn has_flag(&self, body: &Body, wire: &str) -> bool {
        let ty = body.kind.ty().map(|ty| self.types.resolve(ty));
        let Some(Type::Named(id)) = ty else {
            return false;
        };
        match self.types.get(*id).map(|named| &named.shape) {
            Some(Shape::Object(object)) => object
                .fields
                .iter()
                .any(|field| field.wire == wire && *self.types.resolve(&field.ty) == Type::Bool),
            _ => false,
        }
    }

    fn say_of_stream(&mut self, id: &str, key: &str, message: String) -> &mut Diagnostic {
        let place = self.config.places.of(&["operations", id, "stream", key]);
        self.sink
            .push(Diagnostic::new(Code::InvalidConfig, place, message))
    }

    /// Names what belongs to streams, now that every operation has its name: `create_completion_stream`,
    /// `CompletionEvent`; what is not the first stream after its kind, `list_as_json_lines`.
    pub(super) fn name_streams(
        &mut self,
        operations: &mut [Operation],
        methods: &mut Scope,
        type_names: &mut Scope,
    ) {
        for operation in operations {
            let (id, at) = (operation.id.clone(), operation.origin.clone());
            let mut replies = operation.success.replies().iter();
            let mut is_first = !replies.any(|reply| reply.body.is_stream());
            for streaming in &mut operation.streaming {
                let suffix = match is_first {
                    true => "stream",
                    false => suffix(&streaming.body),
                };
                is_first = false;
                let wanted = naming::snake_name(&format!("{} {suffix}", operation.name));
                let claim = methods.claim_at(&wanted, &at);
                self.name_claimed(&wanted, &claim, &id, &at);
                streaming.name = claim.name;
                let wanted = operation
                    .type_name
                    .with_suffix_name(&naming::type_name(suffix));
                streaming.type_name = type_names.claim(&wanted);
            }
            let wanted = operation.type_name.with_suffix("Event");
            if let Some(name) = event_enum(operation) {
                let claim = type_names.claim_at(&wanted, &at);
                self.name_claimed(&wanted, &claim, &id, &at);
                *name = claim.name;
            }
        }
    }
}

/// What a method is called after that asks for a further kind of stream.
const fn suffix(body: &ReplyBody) -> &'static str {
    match body {
        ReplyBody::Events(_) => "as events",
        ReplyBody::JsonSequence(_) => "as json seq",
        _ => "as json lines",
    }
}

/// A stream of which `client.toml` says everything: its media type, and what it holds.
fn configured(format: StreamFormat, item: Option<Type>) -> (&'static str, ReplyBody) {
    match format {
        StreamFormat::Events => {
            let data = item.map_or(EventData::Text, EventData::Json);
            ("text/event-stream", ReplyBody::Events(data))
        }
        StreamFormat::JsonLines => {
            let body = ReplyBody::JsonLines(item.unwrap_or(Type::Any));
            ("application/x-ndjson", body)
        }
        StreamFormat::JsonSeq => {
            let body = ReplyBody::JsonSequence(item.unwrap_or(Type::Any));
            ("application/json-seq", body)
        }
    }
}

/// The name of the enum of events that an operation answers, if it does.
fn event_enum(operation: &mut Operation) -> Option<&mut Ident> {
    let streaming = operation.streaming.iter_mut().map(|one| &mut one.body);
    let replies = operation.success.replies_mut().iter_mut();
    let bodies = replies.map(|reply| &mut reply.body).chain(streaming);
    bodies.into_iter().find_map(|body| match body {
        ReplyBody::Events(EventData::Named { name, .. }) => Some(name),
        _ => None,
    })
}

/// A stream of which the document says nothing.
fn undocumented() -> StreamReply {
    StreamReply {
        reply: Reply {
            status: StatusMatch::Range(2),
            media_type: None,
            variant: naming::variant_name("Success"),
            body: ReplyBody::Events(EventData::Text),
            docs: None,
            examples: Vec::new(),
        },
        media_type: "text/event-stream".to_owned(),
        done: None,
    }
}
