//! The files under `src/types/`.

use proc_macro2::TokenStream;
use quote::quote;

use super::enums::{ConstantItem, EnumItem};
use super::modules;
use super::object::ObjectItem;
use super::ty::{TypeWriter, ident};
use super::unions::UnionItem;
use crate::model::{Api, Named, Shape, Type};

/// One file per schema, with its inline children, and the file that gathers them.
pub(super) fn files(api: &Api) -> Vec<(String, TokenStream)> {
    let types = api
        .types
        .iter()
        .map(|(_, named)| (named.module.as_str(), named));
    modules::files(
        "types",
        "The types of requests and answers.",
        types,
        |types| file(api, types),
    )
}

fn file(api: &Api, types: &[&Named]) -> TokenStream {
    let writer = TypeWriter::new(&api.types);
    let items: Vec<TokenStream> = types.iter().map(|named| item(named, &writer)).collect();
    let mut used = writer.take_used();
    for named in types {
        used.remove(named.name.as_str());
    }
    let imports = super::imports(used, &quote!(super));
    let runtime = types.iter().any(|named| uses_runtime(named)).then(|| {
        quote!(
            use crate::rt;
        )
    });
    let allow = super::allow_deprecated(types.iter().any(|named| mentions_deprecated(api, named)));
    let allow = allow.map(|_| quote!(#![allow(deprecated)]));
    quote! {
        #allow
        #imports
        #runtime
        #(#items)*
    }
}

fn item(named: &Named, writer: &TypeWriter<'_>) -> TokenStream {
    match &named.shape {
        Shape::Object(object) => {
            let item = ObjectItem {
                named,
                object,
                writer,
            };
            quote!(#item)
        }
        Shape::Enum(values) => {
            let item = EnumItem {
                named,
                values: &values.values,
            };
            quote!(#item)
        }
        Shape::Constant(constant) => {
            let item = ConstantItem { named, constant };
            quote!(#item)
        }
        Shape::Union(union) => {
            let item = UnionItem {
                named,
                union,
                writer,
            };
            quote!(#item)
        }
        Shape::Newtype(inner) => {
            let (name, docs, ty) = (
                ident(&named.name),
                super::named_docs(named),
                writer.ty(inner),
            );
            let validate = named
                .constrained
                .then(|| quote!(rt::newtype_constraints!(#name);));
            quote! {
                #docs
                #[derive(Debug, Clone, PartialEq)]
                pub struct #name(#[doc = " The value."] pub #ty);
                rt::newtype!(#name(#ty));
                #validate
            }
        }
        Shape::Tuple(_) => {
            let (name, docs) = (ident(&named.name), super::named_docs(named));
            quote!(#docs pub type #name = Vec<rt::Value>;)
        }
        Shape::Alias(ty) => {
            let (name, docs, ty) = (ident(&named.name), super::named_docs(named), writer.ty(ty));
            let deprecated = super::deprecated(named.deprecated);
            quote!(#docs #deprecated pub type #name = #ty;)
        }
    }
}

/// Whether the file of this type needs the runtime in scope: only an alias of plain types does not.
fn uses_runtime(named: &Named) -> bool {
    match &named.shape {
        Shape::Alias(ty) => names_runtime(ty),
        _ => true,
    }
}

/// Whether the type is written with the runtime's names.
fn names_runtime(ty: &Type) -> bool {
    match ty {
        Type::Bool | Type::Integer(_) | Type::Number | Type::String | Type::Named(_) => false,
        Type::Time | Type::Span | Type::Ip | Type::Ipv4 | Type::Ipv6 | Type::Decimal => false,
        Type::Set(inner) | Type::List(inner) | Type::Nullable(inner) | Type::Boxed(inner) => names_runtime(inner),
        Type::Secret | Type::DateTime | Type::Date | Type::Uuid | Type::Base64 | Type::Bytes => {
            true
        }
        Type::Any | Type::Map(_) | Type::Redacted(_) => true,
    }
}

/// Whether the file names anything that is deprecated, its own items included.
fn mentions_deprecated(api: &Api, named: &Named) -> bool {
    let mut found = named.deprecated;
    for part in named.parts() {
        part.mentions(&mut |id| found |= api.types.get(id).is_some_and(|named| named.deprecated));
    }
    found
        || matches!(&named.shape, Shape::Object(object) if object.fields.iter().any(|field| field.deprecated))
}
