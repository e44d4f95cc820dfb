//! What the answers to a call become: reply and error enums, and accessors for documented headers.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, format_ident, quote};

use super::docs::Docs;
use super::ty::{TypeWriter, ident};
use crate::model::{Operation, Reply, ReplyBody, ResponseHeader, StatusMatch, Success};

/// How the runtime reads an answer: `json T`, `text`, `bytes`, `empty`.
pub(super) fn codec(body: &ReplyBody, writer: &TypeWriter<'_>) -> TokenStream {
    match body {
        ReplyBody::Json(ty) => {
            let ty = writer.ty(ty);
            quote!(json #ty)
        }
        ReplyBody::Text => quote!(text),
        ReplyBody::Bytes => quote!(bytes),
        ReplyBody::Empty => quote!(empty),
    }
}

/// The type that an answer's body is read into.
fn body_type(body: &ReplyBody, writer: &TypeWriter<'_>) -> Option<TokenStream> {
    match body {
        ReplyBody::Json(ty) => Some(writer.ty(ty)),
        ReplyBody::Text => Some(quote!(String)),
        ReplyBody::Bytes => Some(quote!(rt::Bytes)),
        ReplyBody::Empty => None,
    }
}

fn variants(replies: &[Reply], writer: &TypeWriter<'_>) -> TokenStream {
    let variants = replies.iter().map(|reply| {
        let docs = Docs::of(reply.docs.as_deref(), "Not described by the document.")
            .paragraph(status_docs(reply.status));
        let name = ident(&reply.variant);
        let body = body_type(&reply.body, writer).map(|ty| quote!((#ty)));
        quote!(#docs #name #body,)
    });
    quote!(#(#variants)*)
}

fn status_docs(status: StatusMatch) -> String {
    match status {
        StatusMatch::Default => "Any status that the document does not list.".to_owned(),
        StatusMatch::Range(digit) => format!("Status {digit}00 to {digit}99."),
        StatusMatch::Code(code) => format!("Status {code}."),
    }
}

fn rows(replies: &[Reply], writer: &TypeWriter<'_>) -> TokenStream {
    let rows = replies.iter().map(|reply| {
        let status = match reply.status {
            StatusMatch::Code(code) => {
                proc_macro2::Literal::u16_unsuffixed(code).into_token_stream()
            }
            // `4XX` is one token: a literal with a suffix.
            StatusMatch::Range(digit) => format!("{digit}XX").parse().unwrap_or_default(),
            StatusMatch::Default => quote!(default),
        };
        let (variant, codec) = (ident(&reply.variant), codec(&reply.body, writer));
        quote!(#status => #variant: #codec,)
    });
    quote!(#(#rows)*)
}

/// The success answers of an operation that has several kinds of them.
pub(super) struct ReplyEnum<'a> {
    pub(super) name: &'a proc_macro2::Ident,
    pub(super) operation: &'a Operation,
    pub(super) replies: &'a [Reply],
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for ReplyEnum<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            name,
            operation,
            replies,
            writer,
        } = self;
        let docs = Docs::of(
            None,
            format!(
                "What [`Client::{}`] answers when it succeeds, by status.",
                operation.name
            ),
        );
        let (variants, rows) = (variants(replies, writer), rows(replies, writer));
        tokens.append_all(quote! {
            #docs
            #[derive(Debug, Clone, PartialEq)]
            #[non_exhaustive]
            pub enum #name { #variants }
            rt::success_replies!(#name { #rows });
        });
    }
}

/// The error answers of an operation.
pub(super) struct ErrorEnum<'a> {
    pub(super) name: &'a proc_macro2::Ident,
    pub(super) operation: &'a Operation,
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for ErrorEnum<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            name,
            operation,
            writer,
        } = self;
        let docs = Docs::of(
            None,
            format!(
                "Error answers of [`Client::{}`], by status.",
                operation.name
            ),
        );
        let (variants, rows) = (
            variants(&operation.errors, writer),
            rows(&operation.errors, writer),
        );
        tokens.append_all(quote! {
            #docs
            #[derive(Debug, Clone, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #variants
                #[doc = " An answer that the document does not describe, or whose body does not fit; see [`ApiError::bytes`](crate::ApiError::bytes)."]
                Undocumented,
            }
            rt::replies!(#name { #rows });
        });
    }
}

/// Accessors for the documented headers of the success answers, as a trait on the runtime's `Response`.
pub(super) struct HeaderTrait<'a> {
    pub(super) operation: &'a Operation,
    pub(super) writer: &'a TypeWriter<'a>,
    pub(super) reply: &'a proc_macro2::Ident,
}

impl ToTokens for HeaderTrait<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            operation,
            writer,
            reply,
        } = self;
        if operation.response_headers.is_empty() {
            return;
        }
        let name = format_ident!("{}Headers", operation.type_name.as_str());
        let docs = Docs::of(
            None,
            format!(
                "Documented headers of the answers to [`Client::{}`].",
                operation.name
            ),
        );
        let body = match &operation.success {
            Success::One(reply) => body_type(&reply.body, writer).unwrap_or_else(|| quote!(())),
            Success::Several(_) => quote!(#reply),
        };
        let declared = operation.response_headers.iter().map(|header| {
            let (docs, signature) = (header_docs(header), self.signature(header));
            quote!(#docs #signature;)
        });
        let defined = operation.response_headers.iter().map(|header| {
            let (wire, signature) = (&header.wire, self.signature(header));
            let read = if header.required {
                quote!(required_header)
            } else {
                quote!(optional_header)
            };
            quote!(#signature { self.#read(#wire) })
        });
        tokens.append_all(quote! {
            #docs
            pub trait #name { #(#declared)* }
            impl #name for rt::Response<#body> { #(#defined)* }
        });
    }
}

impl HeaderTrait<'_> {
    fn signature(&self, header: &ResponseHeader) -> TokenStream {
        let (name, ty) = (ident(&header.name), self.writer.ty(&header.ty));
        let ty = if header.required {
            ty
        } else {
            quote!(Option<#ty>)
        };
        quote!(fn #name(&self) -> Result<#ty, rt::HeaderError>)
    }
}

fn header_docs(header: &ResponseHeader) -> Docs {
    Docs::of(
        header.docs.as_deref(),
        format!("The header `{}`.", header.wire),
    )
    .paragraph(format!(
        "Read from `{}`; an error when it {}cannot be read.",
        header.wire,
        if header.required {
            "is missing or "
        } else {
            ""
        }
    ))
}
