//! The model becomes tokens: one struct per kind of emitted item, each with its `ToTokens`; one file per kind.
//!
//! Emitted files name the runtime as `rt`, which `src/lib.rs` brings in, so that it can stand inside or outside the crate.

mod client;
mod constraints;
mod credentials;
mod docs;
mod encodings;
mod enums;
mod example;
mod library;
pub(crate) mod markdown;
mod modules;
mod object;
pub(crate) mod operation;
mod operations;
mod pagination;
pub(crate) mod replies;
mod samples;
mod source;
mod streaming;
mod testing;
mod tests;
mod trials;
pub(crate) mod tuple;
pub(crate) mod ty;
mod types;
pub(crate) mod unions;
mod webhooks;
mod xml;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::model::{Api, Features, Named};

pub use source::{Contents, Source};

/// The Rust files of a crate; `features` are those of the API.
pub fn emit<'a>(
    api: &'a Api,
    features: &Features<'_>,
    config: &'a Config,
    crate_name: &'a str,
    sink: &mut Sink,
) -> Vec<Source<'a>> {
    let may_be_empty = !features.is_empty();
    let mut files = vec![
        Source::new("src/lib.rs", {
            let webhooks = features.of_webhooks();
            move || library::file(api, &webhooks)
        }),
        Source::new("src/client.rs", move || client::file(api, may_be_empty)),
    ];
    files.extend(tests::files(api, crate_name));
    files.extend(types::files(api, features));
    files.extend(operations::files(api, features));
    files.extend(webhooks::files(api));
    files.extend(testing::files(api, features, crate_name));
    files.extend(example::files(api, config, crate_name, sink));
    files
}

/// The word that gives a type `validate()`, where it has anything to check.
fn validate(named: &Named) -> Option<TokenStream> {
    named.constrained.then(|| quote!(validate))
}

fn deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated]))
}

/// Generated code may use what the document deprecates.
fn allow_deprecated(needed: bool) -> Option<TokenStream> {
    needed.then(|| quote!(#[allow(deprecated)]))
}

/// `use super::{A, B};`, or nothing.
fn imports(names: BTreeSet<String>, from: &TokenStream) -> Option<TokenStream> {
    let names: Vec<_> = names.iter().map(|name| format_ident!("{name}")).collect();
    match names.as_slice() {
        [] => None,
        [only] => Some(quote!(use #from::#only;)),
        several => Some(quote!(use #from::{#(#several),*};)),
    }
}
