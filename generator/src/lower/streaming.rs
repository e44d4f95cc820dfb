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
    /// The method that asks for a stream, where the operation answers something else as well.
    pub(super) streaming: Option<Streaming>,
}

impl Lowerer<'_> {
    /// What comes of the stream that the document or `client.toml` gives an operation: the answer of the operation itself,
    /// if it has no other, else one of a method of its own.
    pub(super) fn streams(
        &mut self,
        id: &str,
        responses: &mut Responses,
        body: Option<&Body>,
        context: &Context,
    ) -> Streams {
        let config = self.config.operations.get(id);
        let config = config.and_then(|operation| operation.stream.as_ref());
        let Some(stream) = self.stream(id, config, responses.stream.take()) else {
            return Streams::default();
        };
        let StreamReply {
            reply,
            media_type,
            done,
        } = stream;
        let accept = accept([(media_type.as_str(), &reply.body)]);
        let replies = responses.success.replies();
        if replies.iter().all(|reply| reply.body == ReplyBody::Empty) {
            responses.accept = accept;
            responses.success = Success::One(reply);
            return Streams {
                done,
                streaming: None,
            };
        }
        let streaming = Streaming {
            // Both are claimed when all operations have their names.
            name: Ident::placeholder(),
            type_name: context.name.clone(),
            body: reply.body,
            accept,
            done,
            when: self.flag(id, config, body),
        };
        Streams {
            done: None,
            streaming: Some(streaming),
        }
    }

    /// What `client.toml` says of the stream, else what the document says.
    fn stream(
        &mut self,
        id: &str,
        config: Option<&Stream>,
        documented: Option<StreamReply>,
    ) -> Option<StreamReply> {
        let Some(config) = config else {
            return documented;
        };
        let item = config.item.as_deref();
        let item = item.map(|item| self.item_of_config(id, item));
        let (media_type, body) = match (config.format, item) {
            (_, None) if documented.is_some() => (None, None),
            (StreamFormat::Events, item) => {
                let data = item.map_or(EventData::Text, EventData::Json);
                (Some("text/event-stream"), Some(ReplyBody::Events(data)))
            }
            (StreamFormat::JsonLines, item) => {
                let body = ReplyBody::JsonLines(item.unwrap_or(Type::Any));
                (Some("application/x-ndjson"), Some(body))
            }
            (StreamFormat::JsonSeq, item) => {
                let body = ReplyBody::JsonSequence(item.unwrap_or(Type::Any));
                (Some("application/json-seq"), Some(body))
            }
        };
        let mut stream = documented.unwrap_or_else(undocumented);
        if let (Some(media_type), Some(body)) = (media_type, body) {
            media_type.clone_into(&mut stream.media_type);
            stream.reply.body = body;
        }
        if config.done.is_some() {
            stream.done.clone_from(&config.done);
        }
        Some(stream)
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
    /// `CompletionEvent`.
    pub(super) fn name_streams(
        &mut self,
        operations: &mut [Operation],
        methods: &mut Scope,
        type_names: &mut Scope,
    ) {
        for operation in operations {
            let (id, at) = (operation.id.clone(), operation.origin.clone());
            if let Some(streaming) = &mut operation.streaming {
                let wanted = naming::snake_name(&format!("{} stream", operation.name));
                let claim = methods.claim_at(&wanted, &at);
                self.name_claimed(&wanted, &claim, &id, &at);
                streaming.name = claim.name;
                let wanted = operation.type_name.with_suffix("Stream");
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

/// The name of the enum of events that an operation answers, if it does.
fn event_enum(operation: &mut Operation) -> Option<&mut Ident> {
    let streaming = operation.streaming.as_mut().map(|one| &mut one.body);
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
