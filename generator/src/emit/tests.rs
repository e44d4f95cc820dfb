//! `tests/examples.rs`: every example of the document is decoded, encoded, decoded again, and compared.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{Docs, InnerDocs};
use super::ty::TypeWriter;
use crate::model::{Api, BodyKind, Example, Reply, ReplyBody, Shape, Type, fits};

/// An example and the type that it is an example of.
struct Case<'a> {
    ty: &'a Type,
    example: Example,
}

/// The test file; empty when the document has no example.
pub(super) fn file(api: &Api, crate_name: &str) -> TokenStream {
    let named: Vec<(Type, &[Example])> = api
        .types
        .iter()
        .map(|(id, named)| (Type::Named(id), named.examples.as_slice()))
        .collect();
    let mut cases: Vec<Case<'_>> = Vec::new();
    for (ty, examples) in &named {
        cases.extend(examples.iter().map(|example| Case {
            ty,
            example: example.clone(),
        }));
    }
    cases.extend(property_cases(api));
    cases.extend(operation_cases(api));
    cases.retain(|case| {
        !case.example.value.is_null() && fits(&api.types, case.ty, &case.example.value).is_ok()
    });
    if cases.is_empty() {
        return TokenStream::new();
    }
    program(api, &cases, crate_name)
}

fn property_cases(api: &Api) -> impl Iterator<Item = Case<'_>> {
    api.types
        .iter()
        .flat_map(|(_, named)| match &named.shape {
            Shape::Object(object) => object.fields.as_slice(),
            _ => &[],
        })
        .filter_map(|field| {
            let value = field.example.clone()?;
            Some(Case {
                ty: &field.ty,
                example: Example {
                    origin: field.origin.join("example"),
                    value,
                },
            })
        })
}

fn operation_cases(api: &Api) -> impl Iterator<Item = Case<'_>> {
    api.operations.iter().flat_map(|operation| {
        let body = operation.body.iter().filter_map(|body| match &body.kind {
            BodyKind::Json(ty) => Some((ty, &body.examples)),
            BodyKind::Form(_) | BodyKind::Text | BodyKind::Bytes => None,
        });
        let replies = operation.success.replies().iter().chain(&operation.errors);
        let replies = replies.filter_map(|reply: &Reply| match &reply.body {
            ReplyBody::Json(ty) => Some((ty, &reply.examples)),
            ReplyBody::Text | ReplyBody::Bytes | ReplyBody::Empty => None,
        });
        body.chain(replies).flat_map(|(ty, examples)| {
            examples.iter().map(move |example| Case {
                ty,
                example: example.clone(),
            })
        })
    })
}

fn program(api: &Api, cases: &[Case<'_>], crate_name: &str) -> TokenStream {
    let docs = Docs::of(
        None,
        "Every example of the document is decoded, encoded, decoded again, and is the same.",
    );
    let docs = InnerDocs(&docs);
    let library = format_ident!("{}", crate_name.replace('-', "_"));
    let own_names = ["Debug", "PartialEq"].map(str::to_owned).into();
    let writer = TypeWriter::beside(&api.types, own_names, quote!(#library::types));
    let checks = cases.iter().map(|case| {
        let (ty, json) = (writer.ty(case.ty), case.example.value.to_string());
        let origin = case.example.origin.to_string();
        quote!(check::<#ty>(#origin, #json);)
    });
    let checks: Vec<TokenStream> = checks.collect();
    let imports = super::imports(writer.take_used(), &quote!(#library::types));
    let runtime = checks
        .iter()
        .any(|check| check.to_string().contains("rt ::"))
        .then(|| {
            quote!(
                use clientsmith_runtime as rt;
            )
        });
    quote! {
        #docs
        #![allow(deprecated, unused_imports)]
        #imports
        #runtime
        use std::fmt::Debug;

        fn check<T>(origin: &str, json: &str)
        where
            T: Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned,
        {
            let decoded: T = match serde_json::from_str(json) {
                Ok(decoded) => decoded,
                Err(error) => panic!("{origin} does not decode: {error}"),
            };
            let encoded = match serde_json::to_string(&decoded) {
                Ok(encoded) => encoded,
                Err(error) => panic!("{origin} does not encode: {error}"),
            };
            match serde_json::from_str::<T>(&encoded) {
                Ok(again) => assert_eq!(decoded, again, "{origin} changed on its way through {encoded}"),
                Err(error) => panic!("{origin} does not decode again from {encoded}: {error}"),
            }
        }

        #[test]
        fn examples_of_the_document() {
            #(#checks)*
        }
    }
}
