//! Structs.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, format_ident, quote};

use super::constraints::constraints;
use super::docs::{Docs, code};
use super::ty::{Given, TypeWriter, given, ident, is_argument, is_by_value, is_plain};
use crate::model::{Field, Named, Object, Presence, Type};

/// A struct: its fields, its constructor, its JSON form.
pub(super) struct ObjectItem<'a> {
    pub(super) named: &'a Named,
    pub(super) docs: Docs,
    pub(super) object: &'a Object,
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for ObjectItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            named,
            docs,
            object,
            writer,
        } = self;
        let name = ident(&named.name);
        let deprecated = super::deprecated(named.deprecated);
        let arguments = self.arguments();
        let fields = object.fields.iter().map(|field| FieldRow { field, writer });
        let extra = object.extra.iter().map(|extra| {
            let (name, ty) = (ident(&extra.name), writer.ty(&extra.ty));
            let constraints = constraints(&extra.constraints);
            quote!(extra #name: #ty #constraints,)
        });
        let validate = super::validate(named);
        tokens.append_all(quote! {
            rt::object! {
                #docs
                #deprecated
                pub struct #name new(#(#arguments),*) { #(#fields)* #(#extra)* } #validate
            }
        });
    }
}

impl ObjectItem<'_> {
    /// The constructor's arguments: what is required and not given by the document.
    fn arguments(&self) -> impl Iterator<Item = TokenStream> {
        let Self { object, writer, .. } = self;
        let fields = object.fields.iter();
        let arguments = fields.filter(|field| is_argument(writer.types, field));
        arguments.map(|field| {
            let name = ident(&field.name);
            let ty = writer.field(&field.ty, field.presence);
            if field.presence == Presence::Required && is_plain(&field.ty) {
                quote!(#name: #ty)
            } else {
                quote!(#name: impl Into<#ty>)
            }
        })
    }
}

/// A field's row: what it is, its name in Rust and in JSON, and what is demanded of it.
struct FieldRow<'a> {
    field: &'a Field,
    writer: &'a TypeWriter<'a>,
}

impl ToTokens for FieldRow<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { field, writer } = self;
        let (name, wire, ty) = (ident(&field.name), &field.wire, writer.ty(&field.ty));
        let docs = docs(field);
        let deprecated = super::deprecated(field.deprecated);
        let preset = self.preset();
        let keyword = match field.presence {
            Presence::Required if preset.is_some() => quote!(preset),
            Presence::Required => quote!(required),
            Presence::RequiredNullable => quote!(nullable),
            Presence::Optional => quote!(optional),
            Presence::OptionalNullable => quote!(maybe),
        };
        let has_setter = field.presence != Presence::Required;
        let old = (has_setter && field.deprecated).then(|| quote!(deprecated));
        let by_value = (has_setter && is_by_value(&field.ty)).then(|| quote!(by_value));
        let null = (field.presence == Presence::OptionalNullable).then(|| {
            let setter = format_ident!("null_{}", field.name.as_str());
            quote!(null #setter)
        });
        let constraints = constraints(&field.constraints);
        tokens.append_all(quote! {
            #docs
            #deprecated
            #keyword #name: #ty = #wire #old #by_value #null #preset #constraints,
        });
    }
}

impl FieldRow<'_> {
    /// The value that the document gives, in parentheses.
    fn preset(&self) -> Option<TokenStream> {
        if self.field.presence != Presence::Required {
            return None;
        }
        let value = match given(self.writer.types, &self.field.ty)? {
            Given::Constant(id) => self.writer.ty(&Type::Named(id)),
            Given::OnlyVariant(id, variant) => {
                let (ty, variant) = (self.writer.ty(&Type::Named(id)), ident(&variant));
                quote!(#ty::#variant)
            }
        };
        Some(quote!((#value)))
    }
}

fn docs(field: &Field) -> Docs {
    let example = field.example.as_ref().filter(|_| !field.secret);
    let docs = Docs::of_document(field.docs.as_deref()).short_example(example);
    match &field.default {
        Some(default) => docs.paragraph(format!(
            "When absent, the server takes {}.",
            code(&shortened(&default.to_string()))
        )),
        None => docs,
    }
}

/// As much of a text as a sentence can hold.
fn shortened(text: &str) -> String {
    text.chars().take(100).collect()
}
