//! What the answers to a call become: reply and error enums, and accessors for documented headers.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, format_ident, quote};

use super::docs::Docs;
use super::streaming::event_data;
use super::ty::{TypeWriter, ident};
use crate::model::{Operation, Reply, ReplyBody, ResponseHeader, Success, Type};

/// How the runtime reads an answer: `json T`, `xml T`, `text`, `bytes`, `empty`, `events T`, `json_lines T`, `json_seq T`.
pub(crate) fn codec(body: &ReplyBody, writer: &TypeWriter<'_>) -> TokenStream {
    let word = word(body);
    let ty = match body {
        ReplyBody::Json(ty)
        | ReplyBody::Xml(ty)
        | ReplyBody::JsonLines(ty)
        | ReplyBody::JsonSequence(ty) => Some(writer.ty(ty)),
        ReplyBody::Events(data) => Some(event_data(data, writer)),
        ReplyBody::Text | ReplyBody::Bytes | ReplyBody::Empty => None,
    };
    quote!(#word #ty)
}

fn word(body: &ReplyBody) -> proc_macro2::Ident {
    format_ident!(
        "{}",
        match body {
            ReplyBody::Json(_) => "json",
            ReplyBody::Xml(_) => "xml",
            ReplyBody::Text => "text",
            ReplyBody::Bytes => "bytes",
            ReplyBody::Empty => "empty",
            ReplyBody::Events(_) => "events",
            ReplyBody::JsonLines(_) => "json_lines",
            ReplyBody::JsonSequence(_) => "json_seq",
        }
    )
}

/// The type that an answer's body is read into.
pub(crate) fn body_type(body: &ReplyBody, writer: &TypeWriter<'_>) -> Option<TokenStream> {
    match body {
        ReplyBody::Json(ty) | ReplyBody::Xml(ty) => Some(writer.ty(ty)),
        ReplyBody::Text => Some(quote!(String)),
        ReplyBody::Bytes => Some(quote!(rt::Bytes)),
        ReplyBody::Empty => None,
        ReplyBody::Events(data) => {
            let data = event_data(data, writer);
            Some(quote!(rt::EventStream<#data>))
        }
        ReplyBody::JsonLines(ty) | ReplyBody::JsonSequence(ty) => {
            let ty = writer.ty(ty);
            Some(quote!(rt::JsonStream<#ty>))
        }
    }
}

/// A row per answer: its variant, its status, and what is in its body.
fn rows(replies: &[Reply], writer: &TypeWriter<'_>) -> impl Iterator<Item = TokenStream> {
    replies.iter().map(|reply| {
        let docs = Docs::of_document(reply.docs.as_deref());
        let status = match &reply.media_type {
            Some(media_type) => format!("{} {media_type}", reply.status),
            None => reply.status.to_string(),
        };
        let variant = ident(&reply.variant);
        let (word, ty) = (word(&reply.body), body_type(&reply.body, writer));
        quote!(#docs #variant = #status: #word #ty)
    })
}

/// The success answers of an operation that has several kinds of them.
pub(super) struct ReplyEnum<'a> {
    pub(super) operation: &'a Operation,
    pub(super) replies: &'a [Reply],
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for ReplyEnum<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Operation {
            name, type_name, ..
        } = self.operation;
        let docs = format!(" What [`Client::{name}`] answers when it succeeds, by status.");
        let name = format_ident!("{}Reply", type_name.as_str());
        let rows = rows(self.replies, self.writer);
        tokens.append_all(quote! {
            rt::success_replies! { #[doc = #docs] pub enum #name { #(#rows,)* } }
        });
    }
}

/// The error answers of an operation.
pub(super) struct ErrorEnum<'a> {
    pub(super) operation: &'a Operation,
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for ErrorEnum<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Operation {
            name, type_name, ..
        } = self.operation;
        let docs = format!(" Error answers of [`Client::{name}`], by status.");
        let name = format_ident!("{}Error", type_name.as_str());
        let rows = rows(&self.operation.errors, self.writer);
        tokens.append_all(quote! {
            rt::replies! { #[doc = #docs] pub enum #name { #(#rows,)* } }
        });
    }
}

/// Accessors for the documented headers of the success answers, as a trait on the runtime's `Response`.
pub(super) struct HeaderTrait<'a> {
    pub(super) operation: &'a Operation,
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for HeaderTrait<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Operation {
            name, type_name, ..
        } = self.operation;
        if self.operation.response_headers.is_empty() {
            return;
        }
        let docs = format!(" Documented headers of the answers to [`Client::{name}`].");
        let name = format_ident!("{}Headers", type_name.as_str());
        let body = match &self.operation.success {
            Success::One(reply) => {
                body_type(&reply.body, self.writer).unwrap_or_else(|| quote!(()))
            }
            Success::Several(_) => format_ident!("{}Reply", type_name.as_str()).into_token_stream(),
        };
        let rows = self.operation.response_headers.iter().map(|header| {
            let ResponseHeader { wire, required, .. } = header;
            let docs = Docs::of_document(header.docs.as_deref());
            let list = match &header.ty {
                Type::List(item) => Some(item),
                _ => None,
            };
            let name = ident(&header.name);
            let ty = self.writer.ty(list.map_or(&header.ty, |item| item));
            let word = if *required { "required" } else { "optional" };
            let word = format_ident!("{word}{}", if list.is_some() { "_list" } else { "" });
            quote!(#docs #word #name: #ty = #wire)
        });
        tokens.append_all(quote! {
            rt::response_headers! { #[doc = #docs] pub trait #name for #body { #(#rows,)* } }
        });
    }
}
