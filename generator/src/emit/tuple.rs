//! Tuples: arrays with a type for each of their first elements.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

use super::constraints::constraints;
use super::docs::Docs;
use super::ty::{TypeWriter, ident};
use crate::model::{Named, Tuple, Type};

/// The most elements with a type of their own that the runtime's `tuple!` takes; the rest of a longer one is JSON.
const MOST_ELEMENTS: usize = 32;

/// A struct without names, written as an array.
pub(super) struct TupleItem<'a> {
    pub(super) named: &'a Named,
    pub(super) docs: Docs,
    pub(super) tuple: &'a Tuple,
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for TupleItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            named,
            docs,
            tuple,
            writer,
        } = self;
        let name = ident(&named.name);
        let deprecated = super::deprecated(named.deprecated);
        let elements = tuple.elements.iter().take(MOST_ELEMENTS).enumerate();
        let elements = elements.map(|(index, element)| {
            let ty = writer.ty(&element.ty);
            // Elements beyond `minItems` may be missing at the end.
            let ty = match &element.ty {
                Type::Nullable(_) => ty,
                _ if index < tuple.required => ty,
                _ => quote!(Option<#ty>),
            };
            let constraints = constraints(&element.constraints);
            quote!(#ty #constraints)
        });
        let rest = match &tuple.rest {
            _ if tuple.elements.len() > MOST_ELEMENTS => Some(quote!(rest(rt::Value))),
            rest => rest.as_ref().map(|rest| {
                let (rest, constraints) = (writer.ty(&rest.ty), constraints(&rest.constraints));
                quote!(rest(#rest #constraints))
            }),
        };
        let validate = super::validate(named);
        tokens.append_all(quote! {
            rt::tuple! { #docs #deprecated pub struct #name(#(#elements),*) #rest #validate; }
        });
    }
}
