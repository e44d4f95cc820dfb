//! The tests of a crate: every example of the document is decoded, encoded, decoded again, and compared. The examples are
//! data, `tests/examples.json`; `tests/examples.rs` says which types they are of.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::Source;
use super::docs::{Docs, InnerDocs};
use super::ty::TypeWriter;
use crate::diagnostics::Pointer;
use crate::model::{Api, Example, Operation, Shape, Type, fits};

/// An example and the type that it is an example of.
struct Case<'a> {
    ty: Cow<'a, Type>,
    origin: Cow<'a, Pointer>,
    value: &'a Value,
}

impl<'a> Case<'a> {
    fn new(ty: Cow<'a, Type>, example: &'a Example) -> Self {
        Self {
            ty,
            origin: Cow::Borrowed(&example.origin),
            value: &example.value,
        }
    }
}

/// Both files; they are made of the same examples, which are looked through once, by whichever is made first.
pub(super) fn files<'a>(api: &'a Api, crate_name: &'a str) -> [Source<'a>; 2] {
    let cases = Arc::new(OnceLock::new());
    let same = Arc::clone(&cases);
    let all = move || cases_of(api);
    [
        Source::new("tests/examples.rs", move || {
            program(api, crate_name, cases.get_or_init(all))
        }),
        Source::text("tests/examples.json", move || {
            data(api, same.get_or_init(all))
        }),
    ]
}

/// Every example that fits its type.
fn cases_of(api: &Api) -> Vec<Case<'_>> {
    let of_types = api.types.iter().flat_map(|(id, named)| {
        let ty: Cow<'_, Type> = Cow::Owned(Type::Named(id));
        let cases = named.examples.iter();
        cases.map(move |example| Case::new(ty.clone(), example))
    });
    let all = of_types
        .chain(property_cases(api))
        .chain(operation_cases(api));
    all.filter(|case| !case.value.is_null() && fits(&api.types, &case.ty, case.value).is_ok())
        .collect()
}

fn property_cases(api: &Api) -> impl Iterator<Item = Case<'_>> {
    api.types
        .iter()
        .flat_map(|(_, named)| match &named.shape {
            Shape::Object(object) => object.fields.as_slice(),
            _ => &[],
        })
        .filter_map(|field| {
            let value = field.example.as_ref()?;
            Some(Case {
                ty: Cow::Borrowed(&field.ty),
                origin: Cow::Owned(field.origin.join("example")),
                value,
            })
        })
}

fn operation_cases(api: &Api) -> impl Iterator<Item = Case<'_>> {
    let examples = api.operations.iter().flat_map(Operation::json_examples);
    examples.map(|(ty, example)| Case::new(Cow::Borrowed(ty), example))
}

/// A type as text, by which its examples are found.
fn key(ty: &TokenStream) -> String {
    ty.to_string()
        .replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" >", ">")
}

/// `tests/examples.json`: for each type, its examples by the place where they stand; a line each.
fn data(api: &Api, cases: &[Case<'_>]) -> String {
    let writer = TypeWriter::new(&api.types);
    let mut types: BTreeMap<String, BTreeMap<String, &Value>> = BTreeMap::new();
    for case in cases {
        let examples = types.entry(key(&writer.ty(&case.ty))).or_default();
        examples.insert(case.origin.to_string(), case.value);
    }
    let mut text = String::new();
    for (ty, examples) in &types {
        let start = if text.is_empty() { "{\n" } else { ",\n" };
        text.extend([start, &Value::from(ty.as_str()).to_string(), ": {"]);
        for (index, (origin, value)) in examples.iter().enumerate() {
            let start = if index == 0 { "\n  " } else { ",\n  " };
            let origin = Value::from(origin.as_str());
            text.extend([start, &format!("{origin}: {value}")]);
        }
        text.push_str("\n}");
    }
    if !text.is_empty() {
        text.push_str("\n}\n");
    }
    text
}

/// `tests/examples.rs`; empty when the document has no example.
fn program(api: &Api, crate_name: &str, cases: &[Case<'_>]) -> TokenStream {
    let library = format_ident!("{}", crate_name.replace('-', "_"));
    let own_names = ["ExampleFault", "Examples"].map(str::to_owned);
    let writer = TypeWriter::beside(&api.types, own_names.into(), quote!(#library::types));
    let plain = TypeWriter::new(&api.types);
    let types: BTreeMap<String, TokenStream> = cases
        .iter()
        .map(|case| (key(&plain.ty(&case.ty)), writer.ty(&case.ty)))
        .collect();
    if types.is_empty() {
        return TokenStream::new();
    }
    let docs = Docs::of(
        None,
        "Every example of the document (`examples.json`) is decoded, encoded, decoded again, and is the same.",
    );
    let docs = InnerDocs(&docs);
    let imports = super::imports(writer.take_used(), &quote!(#library::types));
    let checks = types
        .iter()
        .map(|(key, ty)| quote!(examples.check::<#ty>(#key)?;));
    let count = Literal::usize_unsuffixed(types.len());
    quote! {
        #docs
        #![allow(deprecated)]
        #imports
        use clientsmith_runtime as rt;
        use rt::test_util::{ExampleFault, Examples};

        #[test]
        fn examples_of_the_document() -> Result<(), ExampleFault> {
            let examples = Examples::read(include_str!("examples.json"))?;
            assert_eq!(examples.len(), #count);
            #(#checks)*
            Ok(())
        }
    }
}
