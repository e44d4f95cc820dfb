//! Enums of values, and constants.

use proc_macro2::{Literal as Token, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use super::docs::Docs;
use super::ty::ident;
use crate::model::{Constant, EnumValues, Ident, Literal, Named};

/// A list of values: known ones as variants, any other kept in `Unknown`.
pub(super) struct EnumItem<'a> {
    pub(super) named: &'a Named,
    pub(super) values: &'a EnumValues,
}

impl ToTokens for EnumItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = ident(&self.named.name);
        let docs = super::named_docs(self.named);
        let deprecated = super::deprecated(self.named.deprecated);
        let rows = rows(self.values);
        let variants = rows.iter().map(|(variant, value)| {
            let docs = Docs::of(None, format!("`{}`.", shown(value)));
            let variant = ident(variant);
            quote!(#docs #variant,)
        });
        let table = rows.iter().map(|(variant, value)| {
            let (variant, value) = (ident(variant), literal(value));
            quote!(#variant: #value,)
        });
        let (makes, unknown, derives) = match self.values {
            EnumValues::Strings(_) => (quote!(string_enum), quote!(String), quote!(, Eq, Hash)),
            EnumValues::Integers(_) => (quote!(integer_enum), quote!(i64), quote!(, Eq, Hash)),
            EnumValues::Mixed(_) => (quote!(value_enum), quote!(rt::Value), quote!()),
        };
        tokens.append_all(quote! {
            #docs
            #deprecated
            #[derive(Debug, Clone, PartialEq #derives)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
                #[doc = " A value that the document does not list."]
                Unknown(#unknown),
            }
            rt::#makes!(#name { #(#table)* });
        });
    }
}

/// Exactly one value: a type without content.
pub(super) struct ConstantItem<'a> {
    pub(super) named: &'a Named,
    pub(super) constant: &'a Constant,
}

impl ToTokens for ConstantItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = ident(&self.named.name);
        let docs = super::named_docs(self.named)
            .paragraph(format!("Always `{}`.", shown(&self.constant.value)));
        let value = literal(&self.constant.value);
        tokens.append_all(quote! {
            #docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
            pub struct #name;
            rt::constant!(#name = #value);
        });
    }
}

fn rows(values: &EnumValues) -> Vec<(&Ident, Literal)> {
    match values {
        EnumValues::Strings(values) => values
            .iter()
            .map(|(name, text)| (name, Literal::String(text.clone())))
            .collect(),
        EnumValues::Integers(values) => values
            .iter()
            .map(|(name, number)| (name, Literal::Integer(*number)))
            .collect(),
        EnumValues::Mixed(values) => values
            .iter()
            .map(|(name, value)| (name, value.clone()))
            .collect(),
    }
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

/// A scalar as text between backticks.
fn shown(value: &Literal) -> String {
    let text = match value {
        Literal::String(text) => text.clone(),
        other => other.to_json().to_string(),
    };
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(100)
        .collect();
    let text = text.replace('`', "'");
    if text.trim().is_empty() {
        format!("\"{text}\"")
    } else {
        text
    }
}
