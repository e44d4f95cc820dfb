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

/// The types of the elements that have one of their own, as far as there is a place for them.
pub(crate) fn element_types(tuple: &Tuple, writer: &TypeWriter<'_>) -> Vec<TokenStream> {
    let elements = tuple.elements.iter().take(MOST_ELEMENTS).enumerate();
    let types = elements.map(|(index, element)| {
        let ty = writer.ty(&element.ty);
        // Elements beyond `minItems` may be missing at the end.
        match &element.ty {
            Type::Nullable(_) => ty,
            _ if index < tuple.required => ty,
            _ => quote!(Option<#ty>),
        }
    });
    types.collect()
}

/// The type of each element after those, if they are kept.
pub(crate) fn rest_type(tuple: &Tuple, writer: &TypeWriter<'_>) -> Option<TokenStream> {
    match &tuple.rest {
        _ if tuple.elements.len() > MOST_ELEMENTS => Some(quote!(rt::Value)),
        rest => rest.as_ref().map(|rest| writer.ty(&rest.ty)),
    }
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
        let elements = tuple.elements.iter().zip(element_types(tuple, writer));
        let elements = elements.map(|(element, ty)| {
            let constraints = constraints(&element.constraints);
            quote!(#ty #constraints)
        });
        let rest = rest_type(tuple, writer).map(|ty| {
            let is_whole = tuple.elements.len() <= MOST_ELEMENTS;
            let rest = tuple.rest.as_ref().filter(|_| is_whole);
            let constraints = rest.and_then(|rest| constraints(&rest.constraints));
            quote!(rest(#ty #constraints))
        });
        let validate = super::validate(named);
        tokens.append_all(quote! {
            rt::tuple! { #docs #deprecated pub struct #name(#(#elements),*) #rest #validate; }
        });
    }
}
