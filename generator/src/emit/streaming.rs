//! What operations that answer streams have beside the others: a method that asks for one, and enums of events.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Docs, code};
use super::operation::{Form, OperationItem};
use super::replies::codec;
use super::ty::{TypeWriter, ident};
use crate::model::{
    EventData, Field, Ident, NamedEvent, Operation, Presence, ReplyBody, Shape, Streaming, Type,
};

/// What the data of events are read into.
pub(super) fn event_data(data: &EventData, writer: &TypeWriter<'_>) -> TokenStream {
    match data {
        EventData::Text => quote!(rt::Text),
        EventData::Json(ty) => writer.ty(ty),
        EventData::Named { name, .. } => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

/// The names that an operation declares because of its streams.
pub(super) fn names(operation: &Operation) -> Vec<String> {
    let methods = operation.streaming.iter();
    let methods = methods.map(|streaming| streaming.type_name.to_string());
    let events = named_events(operation).map(|(name, _)| name.to_string());
    methods.chain(events).collect()
}

/// The enum of events that an operation answers, if there is one.
fn named_events(operation: &Operation) -> Option<(&Ident, &[NamedEvent])> {
    operation.answers().find_map(|body| match body {
        ReplyBody::Events(EventData::Named { name, events }) => Some((name, events.as_slice())),
        _ => None,
    })
}

impl OperationItem<'_> {
    /// The method that asks for a stream, where the operation answers something else as well.
    pub(super) fn streaming<'s>(&'s self, streaming: &'s Streaming) -> Form<'s> {
        let items = match streaming.body {
            ReplyBody::Events(_) => "server-sent events",
            ReplyBody::JsonLines(_) => "JSON texts, a line each",
            _ => "JSON texts",
        };
        let operation = self.operation;
        let same = format!("Otherwise as [`{0}`](Self::{0}).", operation.name);
        let docs = Docs::of_document(operation.summary.as_deref())
            .paragraph(format!("The answer is a stream of {items}. {same}"))
            .paragraph(code(&format!(
                "{} {}",
                operation.method.as_str(),
                operation.path
            )));
        Form {
            name: &streaming.name,
            docs,
            prelude: self.flag(streaming),
            type_name: &streaming.type_name,
            codec: codec(&streaming.body, self.writer),
            accept: streaming.accept.as_deref(),
            done: streaming.done.as_deref(),
        }
    }

    /// Sets the property of the body that asks for the stream.
    fn flag(&self, streaming: &Streaming) -> Option<TokenStream> {
        let body = self.operation.body.as_ref()?;
        let body_type = body.kind.ty()?;
        let field = self.property(body_type, streaming.when.as_deref()?)?;
        let (name, ty) = (ident(&field.name), self.writer.ty(body_type));
        let value = match field.presence {
            Presence::Required => quote!(true),
            Presence::RequiredNullable | Presence::Optional => quote!(Some(true)),
            Presence::OptionalNullable => quote!(rt::Maybe::Value(true)),
        };
        Some(if body.required {
            quote! {
                let mut body: #ty = body.into();
                body.#name = #value;
            }
        } else {
            quote! {
                let mut body: Option<#ty> = body.into();
                if let Some(body) = &mut body {
                    body.#name = #value;
                }
            }
        })
    }

    /// The property of an object type that has this name in JSON.
    fn property(&self, ty: &Type, wire: &str) -> Option<&Field> {
        let types = self.writer.types;
        let Type::Named(id) = types.resolve(ty) else {
            return None;
        };
        match &types.get(*id)?.shape {
            Shape::Object(object) => object.fields.iter().find(|field| field.wire == wire),
            _ => None,
        }
    }

    /// The enum of events that are told apart by their names.
    pub(super) fn event_enum(&self) -> Option<TokenStream> {
        let (name, events) = named_events(self.operation)?;
        let docs = format!(
            " Events that answer [`Client::{}`], by name.",
            self.operation.name
        );
        let name = ident(name);
        let rows = events.iter().map(|event| {
            let NamedEvent {
                wire,
                variant,
                json,
                docs,
            } = event;
            let docs = Docs::of_document(docs.as_deref());
            let data = match json {
                Some(ty) => self.writer.ty(ty),
                None => quote!(rt::Text),
            };
            let variant = ident(variant);
            quote!(#docs #variant(#data) = #wire)
        });
        Some(quote! {
            rt::event_data! { #[doc = #docs] pub enum #name { #(#rows,)* } }
        })
    }
}
