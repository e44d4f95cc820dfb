//! The files under `src/types/`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::Source;
use super::docs::{Docs, code};
use super::enums::{ConstantItem, EnumItem};
use super::modules::{self, Declared};
use super::object::ObjectItem;
use super::tuple::TupleItem;
use super::ty::{TypeWriter, ident};
use super::unions::UnionItem;
use super::xml::XmlItem;
use crate::model::{Api, Enum, Features, Field, Named, Shape, Type, Types};

/// One file per schema, with its inline children, and the file that gathers them.
pub(super) fn files<'a>(api: &'a Api, features: &Features<'_>) -> Vec<Source<'a>> {
    let types = api
        .types
        .iter()
        .map(|(_, named)| (named.module.as_str(), named));
    let shared: &[&str] = match api.types.iter().any(|(_, named)| uses_runtime(named)) {
        true => &["rt"],
        false => &[],
    };
    modules::files(
        "types",
        "The types of requests and answers.",
        shared,
        |module| features.of_types(module),
        |named| {
            Some(Declared {
                name: &named.name,
                deprecated: named.deprecated,
            })
        },
        types,
        move |types| file(api, types),
    )
}

fn file(api: &Api, types: &[&Named]) -> TokenStream {
    let writer = TypeWriter::new(&api.types);
    let items: Vec<TokenStream> = types
        .iter()
        .map(|named| {
            let item = item(named, docs(named, types, &api.types), &writer);
            let xml = XmlItem {
                named,
                writer: &writer,
            };
            quote!(#item #xml)
        })
        .collect();
    let mut used = writer.take_used();
    for named in types {
        used.remove(named.name.as_str());
    }
    if types.iter().any(|named| uses_runtime(named)) {
        used.insert("rt".to_owned());
    }
    let imports = super::imports(used, &quote!(super));
    let allow = super::allow_deprecated(types.iter().any(|named| mentions_deprecated(api, named)));
    let allow = allow.map(|_| quote!(#![allow(deprecated)]));
    quote! {
        #allow
        #imports
        #(#items)*
    }
}

/// What the document says of a type, and its first example unless it is one of a list of values.
fn docs(named: &Named, beside: &[&Named], types: &Types) -> Docs {
    let docs = description(named, beside, types);
    match (&named.shape, named.examples.first()) {
        (Shape::Enum(_) | Shape::Constant(_), _) | (_, None) => docs,
        (_, Some(example)) => docs.example(&example.value),
    }
}

/// The description; where that is long and a field of the type has it already, only where it stands.
fn description(named: &Named, beside: &[&Named], types: &Types) -> Docs {
    let docs = Docs::of_document(named.docs.as_deref());
    if docs.is_short() {
        return docs;
    }
    let is_it = |id| types.get(id).is_some_and(|other| other.name == named.name);
    let holds_it =
        |field: &&Field| field.docs == named.docs && field.ty.mentioned().is_some_and(is_it);
    let field = beside.iter().find_map(|owner| {
        let Shape::Object(object) = &owner.shape else {
            return None;
        };
        let field = object.fields.iter().find(holds_it);
        field.map(|field| (&owner.name, &field.name))
    });
    match field {
        Some((owner, field)) => Docs::of(None, format!("See [`{owner}::{field}`].")),
        None => docs,
    }
}

fn item(named: &Named, docs: Docs, writer: &TypeWriter<'_>) -> TokenStream {
    match &named.shape {
        Shape::Object(object) => ObjectItem {
            named,
            docs,
            object,
            writer,
        }
        .into_token_stream(),
        Shape::Enum(Enum { values }) => EnumItem {
            named,
            docs,
            values,
        }
        .into_token_stream(),
        Shape::Constant(constant) => ConstantItem {
            named,
            docs,
            constant,
        }
        .into_token_stream(),
        Shape::Union(union) => UnionItem {
            named,
            docs,
            union,
            writer,
        }
        .into_token_stream(),
        Shape::Tuple(tuple) => TupleItem {
            named,
            docs,
            tuple,
            writer,
        }
        .into_token_stream(),
        Shape::Newtype(inner) => newtype(named, &docs, &writer.ty(inner)),
        Shape::Alias(ty) => alias(named, alias_docs(named, docs, ty, writer), &writer.ty(ty)),
    }
}

fn newtype(named: &Named, docs: &Docs, inner: &TokenStream) -> TokenStream {
    let name = ident(&named.name);
    let deprecated = super::deprecated(named.deprecated);
    let validate = super::validate(named);
    quote!(rt::newtype! { #docs #deprecated pub struct #name(#inner) #validate; })
}

/// What stands in several places is one type; a program that uses each by its own name does not notice when that changes.
fn alias_docs(named: &Named, docs: Docs, target: &Type, writer: &TypeWriter<'_>) -> Docs {
    match target {
        Type::Named(id) if !named.is_component() => match writer.types.get(*id) {
            Some(kept) => docs.paragraph(format!(
                "The same type as [`{}`] as long as their schemas say the same.",
                kept.name
            )),
            None => docs,
        },
        _ => docs,
    }
}

/// Another name for a type. The runtime's macros allow types without docs; an alias stands for itself.
fn alias(named: &Named, docs: Docs, target: &TokenStream) -> TokenStream {
    let name = ident(&named.name);
    let docs = docs.or(format!(
        "{} of the document.",
        code(&named.origin.to_string())
    ));
    let deprecated = super::deprecated(named.deprecated);
    quote!(#docs #deprecated pub type #name = #target;)
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
        Type::Ip | Type::Ipv4 | Type::Ipv6 => false,
        Type::List(inner) | Type::Nullable(inner) | Type::Boxed(inner) => names_runtime(inner),
        Type::Secret | Type::DateTime | Type::Date | Type::Uuid | Type::Base64 | Type::File => true,
        Type::Time | Type::Span | Type::Decimal => true,
        Type::Any | Type::Map(_) | Type::Set(_) | Type::Redacted(_) => true,
    }
}

/// Whether the file names anything that is deprecated, its own items included.
fn mentions_deprecated(api: &Api, named: &Named) -> bool {
    let fields = match &named.shape {
        Shape::Object(object) => object.fields.as_slice(),
        _ => &[],
    };
    let mentioned = named.parts().into_iter().filter_map(Type::mentioned);
    named.deprecated
        || fields.iter().any(|field| field.deprecated)
        || mentioned
            .filter_map(|id| api.types.get(id))
            .any(|named| named.deprecated)
}
