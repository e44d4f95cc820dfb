//! Unions.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

use super::docs::Docs;
use super::enums::literal;
use super::ty::{TypeWriter, ident};
use crate::model::{Dispatch, Kind, Look, Named, Type, Types, Union, Variant};

/// One of several types; what fits none of them is kept in `Unknown`.
pub(super) struct UnionItem<'a> {
    pub(super) named: &'a Named,
    pub(super) docs: Docs,
    pub(super) union: &'a Union,
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for UnionItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            named, docs, union, ..
        } = self;
        let name = ident(&named.name);
        let deprecated = super::deprecated(named.deprecated);
        let validate = super::validate(named);
        let variants = union
            .variants
            .iter()
            .filter(|variant| !variant.default || !variant.tags.is_empty());
        let (macro_name, tag, rows): (_, _, Vec<TokenStream>) = match &union.dispatch {
            Dispatch::Tag(property) => {
                let rows = variants.map(|variant| self.tagged(variant)).collect();
                let default = self.default();
                (
                    quote!(tagged_union),
                    Some(quote!(tag #property #default)),
                    rows,
                )
            }
            Dispatch::Look => {
                let rows = variants.map(|variant| self.by_look(variant)).collect();
                (quote!(union), None, rows)
            }
        };
        tokens.append_all(quote! {
            rt::#macro_name! {
                #docs
                #deprecated
                pub enum #name #tag { #(#rows),* } #validate
            }
        });
    }
}

impl UnionItem<'_> {
    /// `Cat(Cat) = "cat" | "kitten"`
    fn tagged(&self, variant: &Variant) -> TokenStream {
        let (name, ty) = (ident(&variant.name), self.writer.ty(&variant.ty));
        let tags = &variant.tags;
        let sources = self.sources(variant);
        quote!(#name(#ty) = #(#tags)|* #sources)
    }

    /// `default Dog` for a variant that has tags of its own, else `default Other(Beast)`.
    fn default(&self) -> Option<TokenStream> {
        let variant = self.union.variants.iter().find(|variant| variant.default)?;
        let (name, ty) = (ident(&variant.name), self.writer.ty(&variant.ty));
        let payload = variant.tags.is_empty().then(|| quote!((#ty)));
        Some(quote!(default #name #payload))
    }

    /// `from [String, &str]`: what converts into the variant, where no other variant holds the same.
    fn sources(&self, variant: &Variant) -> Option<TokenStream> {
        let types = self.writer.types;
        let ty = self.writer.ty(source(types, self.union, variant)?);
        let text = (*types.resolve(&variant.ty) == Type::String).then(|| quote!(, &str));
        Some(quote!(from [#ty #text]))
    }

    /// `Dog(Box<Dog>): object requires ["bark"] constants ["kind" = "dog"]`
    fn by_look(&self, variant: &Variant) -> TokenStream {
        let (name, ty) = (ident(&variant.name), self.writer.ty(&variant.ty));
        let Look {
            kinds,
            requires,
            constants,
        } = &variant.look;
        let kinds = kinds.iter().map(|kind| kind_word(*kind));
        let requires = (!requires.is_empty()).then(|| quote!(requires [#(#requires),*]));
        let constants = (!constants.is_empty()).then(|| {
            let pairs = constants.iter().map(|(key, values)| {
                let values = values.iter().map(literal);
                quote!(#key = #(#values)|*)
            });
            quote!(constants [#(#pairs),*])
        });
        let sources = self.sources(variant);
        let demands = super::constraints::constraints(&variant.constraints);
        quote!(#name(#ty #demands): #(#kinds)|* #requires #constants #sources)
    }
}

/// The type that converts into a variant, if no other variant holds the same.
pub(crate) fn source<'t>(types: &Types, union: &Union, variant: &'t Variant) -> Option<&'t Type> {
    let resolved = types.resolve(&variant.ty);
    let alike = |other: &&Variant| {
        let other = types.resolve(&other.ty);
        let hold_others = resolved.inner().is_some() && other.inner().is_some();
        other == resolved || hold_others && types.followed(other) == types.followed(resolved)
    };
    if *resolved == Type::Any || union.variants.iter().filter(alike).count() > 1 {
        return None;
    }
    Some(match &variant.ty {
        Type::Boxed(inner) => inner,
        ty => ty,
    })
}

fn kind_word(kind: Kind) -> TokenStream {
    match kind {
        Kind::Boolean => quote!(boolean),
        Kind::Integer => quote!(integer),
        Kind::Number => quote!(number),
        Kind::String => quote!(string),
        Kind::Array => quote!(array),
        Kind::Object => quote!(object),
        Kind::Any => quote!(any),
    }
}
