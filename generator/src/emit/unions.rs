//! Unions.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

use super::constraints::holds_constrained;
use super::docs::Docs;
use super::enums::literal;
use super::ty::{TypeWriter, ident};
use crate::model::{Dispatch, Kind, Named, Type, Union, Variant};

/// One of several types; what fits none of them is kept in `Unknown`.
pub(super) struct UnionItem<'a> {
    pub(super) named: &'a Named,
    pub(super) union: &'a Union,
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for UnionItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            named,
            union,
            writer,
        } = self;
        let name = ident(&named.name);
        let docs = super::named_docs(named);
        let deprecated = super::deprecated(named.deprecated);
        let variants = union.variants.iter().map(|variant| {
            let docs = Docs::of(None, variant_docs(variant, &union.dispatch));
            let (name, ty) = (ident(&variant.name), writer.ty(&variant.ty));
            quote!(#docs #name(#ty),)
        });
        let table = match &union.dispatch {
            Dispatch::Tag(property) => tagged(&name, property, &union.variants),
            Dispatch::Look => by_look(&name, &union.variants),
        };
        let conversions = self.conversions(&name);
        let validate = named.constrained.then(|| self.validate(&name));
        tokens.append_all(quote! {
            #docs
            #deprecated
            #[derive(Debug, Clone, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
                #[doc = " A value that fits none of the documented ones, as it was sent."]
                Unknown(rt::Value),
            }
            #table
            #conversions
            #validate
        });
    }
}

impl UnionItem<'_> {
    /// `From` for each variant whose type no other variant has.
    fn conversions(&self, name: &proc_macro2::Ident) -> TokenStream {
        let types = self.writer.types;
        let resolved = |variant: &'_ Variant| types.resolve(&variant.ty).clone();
        let distinct = self.union.variants.iter().filter(|variant| {
            let ty = resolved(variant);
            let is_own = ty == Type::Any
                || self
                    .union
                    .variants
                    .iter()
                    .filter(|other| resolved(other) == ty)
                    .count()
                    > 1;
            !is_own
        });
        let conversions = distinct.map(|variant| {
            let variant_name = ident(&variant.name);
            match &variant.ty {
                Type::Boxed(inner) => {
                    let ty = self.writer.ty(inner);
                    quote!(impl From<#ty> for #name { fn from(value: #ty) -> Self { Self::#variant_name(Box::new(value)) } })
                }
                ty => {
                    let text = (*types.resolve(ty) == Type::String).then(|| {
                        quote!(impl From<&str> for #name { fn from(value: &str) -> Self { Self::#variant_name(value.to_owned()) } })
                    });
                    let ty = self.writer.ty(ty);
                    quote! {
                        impl From<#ty> for #name { fn from(value: #ty) -> Self { Self::#variant_name(value) } }
                        #text
                    }
                }
            }
        });
        quote!(#(#conversions)*)
    }

    fn validate(&self, name: &proc_macro2::Ident) -> TokenStream {
        let arms = self
            .union
            .variants
            .iter()
            .filter(|variant| holds_constrained(self.writer.types, &variant.ty));
        let names = arms.map(|variant| ident(&variant.name));
        quote!(rt::union_constraints!(#name { #(#names,)* });)
    }
}

fn variant_docs(variant: &Variant, dispatch: &Dispatch) -> String {
    match dispatch {
        Dispatch::Tag(property) => {
            let tags = variant
                .tags
                .iter()
                .map(|tag| format!("`{}`", tag.replace('`', "'")))
                .collect::<Vec<_>>()
                .join(", ");
            format!("When `{property}` is {tags}.")
        }
        Dispatch::Look => match variant.look.requires.as_slice() {
            [] => kinds_docs(&variant.look.kinds),
            keys => {
                let keys = keys
                    .iter()
                    .map(|key| format!("`{key}`"))
                    .collect::<Vec<_>>()
                    .join(", ");
                format!("An object with {keys}.")
            }
        },
    }
}

fn kinds_docs(kinds: &[Kind]) -> String {
    let words: Vec<&str> = kinds
        .iter()
        .map(|kind| match kind {
            Kind::Boolean => "a boolean",
            Kind::Integer => "an integer",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::Array => "an array",
            Kind::Object => "an object",
            Kind::Any => "any value",
        })
        .collect();
    let text = words.join(" or ");
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), characters.as_str()),
        None => "Any value.".to_owned(),
    }
}

fn tagged(name: &proc_macro2::Ident, property: &str, variants: &[Variant]) -> TokenStream {
    let rows = variants.iter().map(|variant| {
        let (tags, variant) = (&variant.tags, ident(&variant.name));
        quote!(#(#tags)|* => #variant,)
    });
    quote!(rt::tagged_union!(#name tag #property { #(#rows)* });)
}

fn by_look(name: &proc_macro2::Ident, variants: &[Variant]) -> TokenStream {
    let rows = variants.iter().map(|variant| {
        let variant_name = ident(&variant.name);
        let kinds = variant.look.kinds.iter().map(|kind| match kind {
            Kind::Boolean => quote!(boolean),
            Kind::Integer => quote!(integer),
            Kind::Number => quote!(number),
            Kind::String => quote!(string),
            Kind::Array => quote!(array),
            Kind::Object => quote!(object),
            Kind::Any => quote!(any),
        });
        let (requires, constants) = (&variant.look.requires, &variant.look.constants);
        let requires = (!requires.is_empty()).then(|| quote!(requires [#(#requires),*]));
        let constants = (!constants.is_empty()).then(|| {
            let pairs = constants.iter().map(|(key, value)| {
                let value = literal(value);
                quote!(#key = #value)
            });
            quote!(constants [#(#pairs),*])
        });
        quote!(#variant_name: #(#kinds)|* #requires #constants,)
    });
    quote!(rt::union!(#name { #(#rows)* });)
}
