//! The files under `src/operations/`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::Source;
use super::modules;
use super::operation::OperationItem;
use super::streaming;
use super::ty::TypeWriter;
use crate::model::{Api, Features, Operation};

/// What the folder holds, in its own docs.
const DOCS: &str = "Calls that are ready to be sent, and their answers: what the methods of [`Client`](crate::Client) return.";

/// One file per tag, and the file that gathers them.
pub(super) fn files<'a>(api: &'a Api, features: &Features<'_>) -> Vec<Source<'a>> {
    let operations = api
        .operations
        .iter()
        .map(|operation| (operation.module.as_str(), operation));
    modules::files(
        "operations",
        DOCS,
        &[],
        |module| features.of_operations(module),
        |_| None,
        operations,
        move |operations| file(api, operations),
    )
}

fn file(api: &Api, operations: &[&Operation]) -> TokenStream {
    let writer = TypeWriter::beside(&api.types, own_names(operations), quote!(crate::types));
    let items: Vec<OperationItem<'_>> = operations
        .iter()
        .map(|operation| OperationItem {
            operation,
            schemes: &api.security_schemes,
            writer: &writer,
        })
        .collect();
    let methods: Vec<TokenStream> = items.iter().map(OperationItem::methods).collect();
    let declarations: Vec<TokenStream> = items.iter().map(OperationItem::declarations).collect();
    let imports = super::imports(writer.take_used(), &quote!(crate::types));
    let deprecated = api.types.iter().any(|(_, named)| named.deprecated)
        || operations.iter().any(|operation| operation.deprecated);
    let allow = deprecated.then(|| quote!(#![allow(deprecated)]));
    quote! {
        #allow
        #imports
        use crate::{Client, rt};

        impl Client { #(#methods)* }

        #(#declarations)*
    }
}

/// The types that the file declares or brings in for itself; a schema may have any of these names too.
fn own_names(operations: &[&Operation]) -> BTreeSet<String> {
    let declared = operations.iter().flat_map(|operation| {
        ["", "Error", "Reply", "Headers"].map(|suffix| format!("{}{suffix}", operation.type_name))
    });
    let of_streams = operations
        .iter()
        .flat_map(|operation| streaming::names(operation));
    declared
        .chain(of_streams)
        .chain(["Client".to_owned()])
        .collect()
}
