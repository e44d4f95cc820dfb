//! `src/lib.rs`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{Docs, InnerDocs, code, one_line};
use crate::model::Api;

/// The crate's root: docs, modules, what users name most; `of_webhooks` are the features of which the events of webhooks
/// need one.
pub(super) fn file(api: &Api, of_webhooks: &[String]) -> TokenStream {
    let docs = Docs::of(None, format!("A client for {}.", one_line(&api.info.title)))
        .paragraph(format!("Version of the API: {}.", code(&api.info.version)))
        .markdown(api.info.description.as_deref())
        .paragraph("Start with [`Client::builder`]; every operation is a method of [`Client`], ready to be awaited.");
    let docs = InnerDocs(&docs);
    let is_paginated = api.operations.iter().any(|one| one.pagination.is_some());
    let cursor = is_paginated.then(|| quote!(Cursor,));
    let items = is_paginated.then(|| quote!(Items,));
    let pages = is_paginated.then(|| quote!(PageFault, Pages,));
    let condition = super::modules::condition(of_webhooks);
    let events = super::webhooks::modules(api).map(|module| {
        let module = format_ident!("{module}");
        quote!(#condition pub mod #module;)
    });
    let testing = (!api.operations.is_empty()).then(|| {
        quote! {
            #[cfg(feature = "test-util")]
            pub mod testing;
        }
    });
    let server = (!api.servers.is_empty()).then(|| quote!(Server,));
    quote! {
        #docs
        #![forbid(unsafe_code)]
        #![allow(
            clippy::enum_variant_names,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::new_without_default,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::upper_case_acronyms,
            clippy::wrong_self_convention,
            reason = "names and sizes are the document's, not ours"
        )]

        mod client;
        pub mod operations;
        #testing
        pub mod types;
        #(#events)*

        pub use clientsmith_runtime as rt;

        pub use self::client::{Call, Client, ClientBuilder, #server};
        pub use self::rt::{
            ApiError, BuildError, #cursor Error, #items Maybe, #pages Response, SecretString, WasSent,
        };
    }
}
