//! The model becomes tokens: one struct per kind of emitted item, each with its `ToTokens`; one file per kind.
//!
//! Emitted files name the runtime as `rt`, which `src/lib.rs` brings in, so that it can stand inside or outside the crate.

mod client;
mod constraints;
mod docs;
mod enums;
mod example;
mod library;
pub(crate) mod markdown;
mod modules;
mod object;
mod operation;
mod operations;
mod replies;
mod tests;
mod ty;
mod types;
mod unions;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::model::{Api, Named};

use docs::Docs;

/// The Rust files of a crate: path and tokens.
pub fn emit(
    api: &Api,
    config: &Config,
    crate_name: &str,
    sink: &mut Sink,
) -> Vec<(String, TokenStream)> {
    let mut files = vec![
        ("src/lib.rs".to_owned(), library::file(api)),
        ("src/client.rs".to_owned(), client::file(api)),
    ];
    files.extend(types::files(api));
    files.extend(operations::files(api));
    files.extend(tests::files(api, crate_name));
    files.extend(example::files(api, config, crate_name, sink));
    files
}

/// The one-sentence description of a type that the document says nothing about.
fn named_docs(named: &Named) -> Docs {
    let origin = &named.origin;
    let has_name = origin
        .parent()
        .is_some_and(|parent| matches!(parent.last().as_deref(), Some("schemas" | "properties")));
    let otherwise = match origin.last() {
        Some(name) if has_name => format!("`{}` of the document.", name.replace('`', "'")),
        _ => format!("The schema at `{}`.", origin.to_string().replace('`', "'")),
    };
    Docs::of(named.docs.as_deref(), otherwise)
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
