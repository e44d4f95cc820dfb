//! The client's methods, and the items under `operations`.

use crate::emit::operation::body_type;
use crate::emit::replies;
use crate::emit::ty::is_by_value;
use crate::model::{
    Body, EventData, Ident, Location, Operation, Parameter, Reply, ReplyBody, Success, Type,
};

use super::super::kind::Item as Sort;
use super::super::paths;
use super::{List, Name};

impl List<'_> {
    pub(super) fn operation(&mut self, operation: &Operation) {
        let error = self.call_name(&operation.type_name).member("Error");
        let codec = self.success(operation);
        let call = self.call(operation, &operation.type_name, &codec, &error);
        self.method(operation, &operation.name, operation.body.as_ref(), &call);
        for streaming in &operation.streaming {
            let codec = replies::codec(&streaming.body, &self.texts.writer);
            let codec = self.texts.tokens(codec);
            let call = self.call(operation, &streaming.type_name, &codec, &error);
            self.method(operation, &streaming.name, operation.body.as_ref(), &call);
        }
        for further in &operation.further_bodies {
            self.method(operation, &further.method, Some(&further.body), &call);
        }
        self.replies(&error, &operation.errors);
        self.response_headers(operation);
        self.pages(operation, &call);
        self.event_enum(operation);
    }

    fn call_name(&self, type_name: &Ident) -> Name {
        let key = self.renamed.operation(type_name.as_str());
        Name {
            path: paths::call(type_name),
            key: format!("operations::{key}"),
        }
    }

    /// What a success is read as; the enum of several is listed on the way.
    fn success(&mut self, operation: &Operation) -> String {
        match &operation.success {
            Success::One(reply) => {
                let codec = replies::codec(&reply.body, &self.texts.writer);
                self.texts.tokens(codec)
            }
            Success::Several(replies) => {
                let name = self.call_name(&operation.type_name).member("Reply");
                self.replies(&name, replies);
                format!("replies {}", name.key)
            }
        }
    }

    /// The type of calls, with its setters.
    fn call(&mut self, operation: &Operation, ty: &Ident, codec: &str, error: &Name) -> Name {
        let name = self.call_name(ty);
        let signature = format!(" = Call<{codec}, {}>", error.key);
        let shown = format!("{} = Call<{codec}, …>", name.path);
        self.add_shown(&name, Sort::Type, None, signature, shown);
        for parameter in operation.parameters.iter().filter(|one| !one.required) {
            let ty = self.texts.ty(&parameter.ty);
            let taken = match is_by_value(&parameter.ty) {
                true => ty,
                false => format!("impl Into<{ty}>"),
            };
            let setter = name.member(&format!("::{}", parameter.name));
            self.add(&setter, Sort::Method, Some(&name), format!("({taken})"));
        }
        name
    }

    /// A method of the client.
    fn method(&mut self, operation: &Operation, method: &Ident, body: Option<&Body>, call: &Name) {
        let name = Name {
            path: paths::client(method),
            key: format!("Client::{}", self.renamed.operation(method.as_str())),
        };
        let required = operation.parameters.iter().filter(|one| one.required);
        let mut arguments: Vec<(String, String, String)> = required
            .map(|one| {
                let taken = self.texts.argument(&one.ty);
                (identity(one), one.name.to_string(), taken)
            })
            .collect();
        if let Some(body) = body {
            let ty = body_type(&body.kind, &self.texts.writer);
            let followed = match body.kind.ty() {
                Some(ty) => self.texts.ty(ty),
                None => self.texts.tokens(ty),
            };
            let taken = match body.required {
                true => format!("impl Into<{followed}>"),
                false => format!("impl Into<Option<{followed}>>"),
            };
            arguments.push(("body".to_owned(), "body".to_owned(), taken));
        }
        let signature: Vec<String> = arguments
            .iter()
            .map(|(identity, _, taken)| format!("{identity}: {taken}"))
            .collect();
        let shown: Vec<String> = arguments
            .iter()
            .map(|(_, name, taken)| format!("{name}: {taken}"))
            .collect();
        let signature = format!("({}) -> {}", signature.join(", "), call.key);
        let shown = format!("{}({})", name.path, shown.join(", "));
        self.add_shown(&name, Sort::Method, None, signature, shown);
    }

    /// An enum of answers.
    fn replies(&mut self, name: &Name, replies: &[Reply]) {
        self.add(name, Sort::Type, None, ": enum of answers".to_owned());
        for reply in replies {
            let ty = self.body(&reply.body);
            let ty = ty.map_or(String::new(), |ty| format!("({ty})"));
            let variant = name.member(&format!("::{}", reply.variant));
            self.add(&variant, Sort::Variant, Some(name), ty);
        }
    }

    fn body(&self, body: &ReplyBody) -> Option<String> {
        match body {
            ReplyBody::Json(ty) => Some(self.texts.ty(ty)),
            other => {
                let ty = replies::body_type(other, &self.texts.writer)?;
                Some(self.texts.tokens(ty))
            }
        }
    }

    fn response_headers(&mut self, operation: &Operation) {
        if operation.response_headers.is_empty() {
            return;
        }
        let name = self.call_name(&operation.type_name).member("Headers");
        let body = match &operation.success {
            Success::One(reply) => self.body(&reply.body).unwrap_or_else(|| "()".to_owned()),
            Success::Several(_) => self.call_name(&operation.type_name).member("Reply").key,
        };
        self.add(&name, Sort::Type, None, format!(": trait for {body}"));
        for header in &operation.response_headers {
            let ty = self.texts.ty(&header.ty);
            let ty = match header.required {
                true => ty,
                false => format!("Option<{ty}>"),
            };
            let accessor = name.member(&format!("::{}", header.name));
            self.add(&accessor, Sort::Method, Some(&name), format!("() -> {ty}"));
        }
    }

    fn pages(&mut self, operation: &Operation, call: &Name) {
        let (Some(pagination), Success::One(reply)) = (&operation.pagination, &operation.success)
        else {
            return;
        };
        let ReplyBody::Json(page) = &reply.body else {
            return;
        };
        for (method, ty) in [("::pages", page), ("::items", &pagination.item)] {
            let ty: &Type = ty;
            let signature = format!("() -> {}", self.texts.ty(ty));
            self.add(&call.member(method), Sort::Method, Some(call), signature);
        }
    }

    fn event_enum(&mut self, operation: &Operation) {
        let named = operation.answers().find_map(|body| match body {
            ReplyBody::Events(EventData::Named { name, events }) => Some((name, events)),
            _ => None,
        });
        let Some((name, events)) = named else { return };
        let name = self.call_name(name);
        self.add(&name, Sort::Type, None, ": enum of events".to_owned());
        for event in events {
            let ty = match &event.json {
                Some(ty) => self.texts.ty(ty),
                None => "rt::Text".to_owned(),
            };
            let variant = name.member(&format!("::{}", event.variant));
            self.add(&variant, Sort::Variant, Some(&name), format!("({ty})"));
        }
    }
}

/// What makes an argument the same as another: arguments have no names for callers, but two of one type that change places
/// say something else. The names of path parameters are no part of the call.
fn identity(parameter: &Parameter) -> String {
    match parameter.location {
        Location::Path => "path".to_owned(),
        Location::Header => parameter.wire.to_ascii_lowercase(),
        _ => parameter.wire.clone(),
    }
}
