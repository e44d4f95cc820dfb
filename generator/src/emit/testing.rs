//! `src/testing.rs`: what users test their programs with (feature `test-util`).

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Docs, InnerDocs};
use super::modules::condition;
use super::ty::ident;
use super::{Source, trials};
use crate::model::{Api, Features, Operation};

/// It, and the program that shows how it is used; none for a crate without operations.
pub(super) fn files<'a>(
    api: &'a Api,
    features: &Features<'_>,
    crate_name: &'a str,
) -> Vec<Source<'a>> {
    if api.operations.is_empty() {
        return Vec::new();
    }
    vec![
        Source::new("src/testing.rs", {
            let files = by_file(api, features);
            move || module(&files)
        }),
        Source::new("tests/mock.rs", move || {
            trials::program(api, crate_name).unwrap_or_default()
        }),
    ]
}

/// The operations of each file, and the features of which it needs one.
fn by_file<'a>(api: &'a Api, features: &Features<'_>) -> Vec<(Vec<String>, Vec<&'a Operation>)> {
    let mut files: IndexMap<&str, Vec<&Operation>> = IndexMap::new();
    for operation in &api.operations {
        let file = files.entry(operation.module.as_str()).or_default();
        file.push(operation);
    }
    let files = files.into_iter();
    files
        .map(|(file, operations)| (features.of_operations(file), operations))
        .collect()
}

/// The module: what is done for all operations is in the runtime, which is told of each.
fn module(files: &[(Vec<String>, Vec<&Operation>)]) -> TokenStream {
    let docs = Docs::of(
        None,
        "A server in memory, to test programs that use this crate.",
    )
    .paragraph(
        "[`Mock::on`] takes the type of an operation's calls from [`operations`](crate::operations) and scripts what is\n\
         answered; [`Mock::requests`] are the requests that were sent.",
    );
    let docs = InnerDocs(&docs);
    let mocked = files.iter().map(|(features, operations)| {
        let condition = condition(features);
        let names = operations.iter().flat_map(|operation| {
            let streams = operation.streaming.iter();
            let streams = streams.map(|stream| ident(&stream.type_name));
            std::iter::once(ident(&operation.type_name)).chain(streams)
        });
        quote!(#condition rt::mocked! { #(operations::#names),* })
    });
    let is_whole = files.iter().all(|(features, _)| features.is_empty());
    let allow = (!is_whole).then(
        || quote!(#[allow(unused_imports, reason = "the features of all operations may be off")]),
    );
    quote! {
        #docs
        #allow
        use crate::{Call, Client, ClientBuilder, operations, rt};

        pub use rt::test_util::{Mock, Recorded, Reply, Script};

        rt::testing! { Client, ClientBuilder, Call }
        #(#mocked)*
    }
}
