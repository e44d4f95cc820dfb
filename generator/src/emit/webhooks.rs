//! `src/webhooks.rs` and `src/callbacks.rs`: requests that the server makes, and what reads them.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, format_ident, quote};

use super::Source;
use super::docs::{Docs, InnerDocs};
use super::ty::{TypeWriter, ident};
use crate::model::{Api, PayloadFormat, Selector, Webhook, WebhookKind};

/// Both modules, with the enum in each; only those that the document has anything for.
pub(super) fn modules(api: &Api) -> impl Iterator<Item = &'static str> {
    let kinds = [WebhookKind::Webhook, WebhookKind::Callback];
    let has = |kind: &WebhookKind| api.webhooks.iter().any(|webhook| webhook.kind == *kind);
    kinds.into_iter().filter(has).map(module)
}

const fn module(kind: WebhookKind) -> &'static str {
    match kind {
        WebhookKind::Webhook => "webhooks",
        WebhookKind::Callback => "callbacks",
    }
}

/// The files of the modules.
pub(super) fn files(api: &Api) -> Vec<Source<'_>> {
    [WebhookKind::Webhook, WebhookKind::Callback]
        .into_iter()
        .filter(|kind| modules(api).any(|name| name == module(*kind)))
        .map(|kind| Source::new(format!("src/{}.rs", module(kind)), move || file(api, kind)))
        .collect()
}

fn file(api: &Api, kind: WebhookKind) -> TokenStream {
    let (about, name, docs) = match kind {
        WebhookKind::Webhook => (
            "Requests that the server makes to you.",
            "Event",
            " What the server sends.",
        ),
        WebhookKind::Callback => (
            "Requests that the server makes to URLs that you gave it in a call; each is named after the operation and the callback.",
            "Callback",
            " What the server sends to a URL that was given to it.",
        ),
    };
    let about = Docs::of(Some(about), "").markdown(Some(
        "A payload is read as it came. Whether it came from the server is for you to find out before: the signature, \
         where there is one, is over the bytes of the body.",
    ));
    let about = InnerDocs(&about);
    let writer = TypeWriter::beside(&api.types, [name.to_owned()].into(), quote!(crate::types));
    let name = format_ident!("{name}");
    let webhooks = || {
        api.webhooks
            .iter()
            .filter(move |webhook| webhook.kind == kind)
    };
    let selector = api.event_selector.as_ref();
    let selector = selector.filter(|_| kind == WebhookKind::Webhook);
    let by = selector.map(|selector| match selector {
        Selector::Field(path) => quote!(by field(&[#(#path),*])),
        Selector::Header(name) => quote!(by header(#name)),
    });
    let rows: Vec<EventRow<'_>> = webhooks()
        .map(|webhook| EventRow {
            webhook,
            text: webhook.text.as_deref().filter(|_| by.is_some()),
            writer: &writer,
        })
        .collect();
    let rows: Vec<TokenStream> = rows.iter().map(ToTokens::to_token_stream).collect();
    let imports = super::imports(writer.take_used(), &quote!(crate::types));
    let deprecated = api.types.iter().any(|(_, named)| named.deprecated);
    let allow = deprecated.then(|| quote!(#![allow(deprecated)]));
    quote! {
        #about
        #allow
        #imports
        use crate::rt;

        rt::webhooks! { #[doc = #docs] pub enum #name #by { #(#rows,)* } }
    }
}

/// One event: its variant, its payload, its names.
struct EventRow<'a> {
    webhook: &'a Webhook,
    /// What tells it from others.
    text: Option<&'a str>,
    writer: &'a TypeWriter<'a>,
}

impl ToTokens for EventRow<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Webhook {
            wire,
            name,
            function,
            format,
            payload,
            headers,
            docs,
            ..
        } = self.webhook;
        let mut docs = Docs::of_document(docs.as_deref());
        if !headers.is_empty() {
            docs = docs.paragraph("Headers:").paragraph("");
        }
        let docs = headers.iter().fold(docs, |docs, header| {
            let text = Docs::of(header.docs.as_deref(), "no more is said of it.");
            docs.item(&header.wire.replace('`', "'"), &text)
        });
        let (name, function) = (ident(name), ident(function));
        let payload = match format {
            PayloadFormat::Json => {
                let ty = self.writer.ty(payload);
                quote!(json #ty)
            }
            PayloadFormat::Form => {
                let ty = self.writer.ty(payload);
                quote!(form #ty)
            }
            PayloadFormat::Xml => {
                let ty = self.writer.ty(payload);
                quote!(xml #ty)
            }
            PayloadFormat::Text => quote!(text String),
            PayloadFormat::Bytes => quote!(bytes rt::Bytes),
            PayloadFormat::Empty => quote!(empty()),
        };
        let when = self.text.map(|text| quote!(when #text));
        tokens.append_all(quote!(#docs #name(#payload) = #wire by #function #when));
    }
}
