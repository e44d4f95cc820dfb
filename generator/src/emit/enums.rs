//! Enums of values, and constants.

use proc_macro2::{Literal as Token, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use super::docs::Docs;
use super::ty::ident;
use crate::model::{Constant, EnumValues, Ident, Literal, Named};

/// A list of values: known ones as variants, any other kept in `Unknown`.
pub(super) struct EnumItem<'a> {
    pub(super) named: &'a Named,
    pub(super) docs: Docs,
    pub(super) values: &'a EnumValues,
}

impl ToTokens for EnumItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = ident(&self.named.name);
        let docs = &self.docs;
        let deprecated = super::deprecated(self.named.deprecated);
        let (macro_name, rows) = match self.values {
            EnumValues::Strings(values) => {
                let values = values.iter().map(|(name, value)| (name, value));
                (quote!(string_enum), rows(values))
            }
            EnumValues::Integers(values) => {
                let values = values
                    .iter()
                    .map(|(name, value)| (name, Token::i64_unsuffixed(*value)));
                (quote!(integer_enum), rows(values))
            }
            EnumValues::Mixed(values) => {
                let values = values.iter().map(|(name, value)| (name, literal(value)));
                (quote!(value_enum), rows(values))
            }
        };
        tokens.append_all(quote! {
            rt::#macro_name! {
                #docs
                #deprecated
                pub enum #name { #rows }
            }
        });
    }
}

/// Exactly one value: a type without content.
pub(super) struct ConstantItem<'a> {
    pub(super) named: &'a Named,
    pub(super) docs: Docs,
    pub(super) constant: &'a Constant,
}

impl ToTokens for ConstantItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = ident(&self.named.name);
        let docs = &self.docs;
        let deprecated = super::deprecated(self.named.deprecated);
        let value = literal(&self.constant.value);
        tokens.append_all(quote! {
            rt::constant! {
                #docs
                #deprecated
                pub struct #name = #value;
            }
        });
    }
}

/// `New = "new", Parsed = "parsed"`
fn rows<'a, V: ToTokens>(values: impl IntoIterator<Item = (&'a Ident, V)>) -> TokenStream {
    let rows = values.into_iter().map(|(name, value)| {
        let name = ident(name);
        quote!(#name = #value)
    });
    quote!(#(#rows),*)
}

/// A scalar as a Rust literal.
pub(super) fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::String(text) => text.to_token_stream(),
        Literal::Integer(number) => Token::i64_unsuffixed(*number).to_token_stream(),
        Literal::Number(number) if number.is_finite() => {
            Token::f64_unsuffixed(*number).to_token_stream()
        }
        Literal::Number(_) => quote!(0.0),
        Literal::Boolean(value) => value.to_token_stream(),
    }
}
