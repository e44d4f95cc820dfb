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
        let received = named.usage.is_received_only().then(|| quote!(received));
        let default = self.has_default().then(|| quote!(: Default));
        let fields = object.fields.iter().map(|field| FieldRow { field, writer });
        let extra = object.extra.iter().map(|extra| {
            let (name, ty) = (ident(&extra.name), writer.ty(&extra.ty));
            let constraints = constraints(&extra.constraints);
            quote!(#name: extra(#ty) #constraints,)
        });
        let validate = super::validate(named);
        tokens.append_all(quote! {
            rt::object! {
                #docs
                #deprecated
                pub #received struct #name #default { #(#fields)* #(#extra)* } #validate
            }
        });
    }
}

impl ObjectItem<'_> {
    /// Whether the constructor takes no argument, of something that a caller makes.
    fn has_default(&self) -> bool {
        let Self {
            named,
            object,
            writer,
            ..
        } = self;
        let mut fields = object.fields.iter();
        !named.usage.is_received_only() && !fields.any(|field| is_argument(writer.types, field))
    }
}

/// A field's row: its name in Rust, what it is, its name in JSON, and what is demanded of it.
struct FieldRow<'a> {
    field: &'a Field,
    writer: &'a TypeWriter<'a>,
}

impl ToTokens for FieldRow<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { field, .. } = self;
        let (name, wire) = (ident(&field.name), &field.wire);
        let docs = docs(field);
        let deprecated = super::deprecated(field.deprecated);
        let what = self.what();
        let constraints = constraints(&field.constraints);
        tokens.append_all(quote! {
            #docs
            #deprecated
            #name: #what = #wire #constraints,
        });
    }
}

impl FieldRow<'_> {
    /// `optional(String)`: the type, and what becomes of it; of what has a setter, whether that is deprecated.
    fn what(&self) -> TokenStream {
        let Self { field, writer } = self;
        let ty = writer.ty(&field.ty);
        let old = field.deprecated.then(|| quote!(, deprecated));
        let null = format_ident!("{}", field.null_setter());
        match field.presence {
            Presence::Required => match self.preset() {
                Some(value) => quote!(preset(#ty = #value)),
                None if is_plain(&field.ty) => quote!(required_value(#ty)),
                None => quote!(required(#ty)),
            },
            Presence::RequiredNullable if is_by_value(&field.ty) => {
                quote!(nullable_value(#ty #old))
            }
            Presence::RequiredNullable => quote!(nullable(#ty #old)),
            Presence::Optional if is_by_value(&field.ty) => quote!(optional_value(#ty #old)),
            Presence::Optional => quote!(optional(#ty #old)),
            Presence::OptionalNullable if is_by_value(&field.ty) => {
                quote!(maybe_value(#ty, #null #old))
            }
            Presence::OptionalNullable => quote!(maybe(#ty, #null #old)),
        }
    }

    /// The value that the document gives a required field.
    fn preset(&self) -> Option<TokenStream> {
        let value = match given(self.writer.types, &self.field.ty)? {
            Given::Constant(id) => self.writer.ty(&Type::Named(id)),
            // By the name that the field's type has there: an enum's variants are those of its aliases as well.
            Given::OnlyVariant(variant) => {
                let enumeration = Type::Named(self.field.ty.mentioned()?);
                let (ty, variant) = (self.writer.ty(&enumeration), ident(&variant));
                quote!(#ty::#variant)
            }
        };
        Some(value)
    }
}

fn docs(field: &Field) -> Docs {
    let example = field.example.as_ref().filter(|_| !field.secret);
    let docs = Docs::of_document(field.docs.as_deref()).short_example(example);
    let Some(default) = &field.default else {
        return docs;
    };
    let default = code(&shortened(&default.to_string()));
    docs.paragraph(match field.presence {
        // It cannot be absent, whatever the document means by its default.
        Presence::Required | Presence::RequiredNullable => format!("Default: {default}."),
        Presence::Optional | Presence::OptionalNullable => {
            format!("When absent, the server takes {default}.")
        }
    })
}

/// As much of a text as a sentence can hold.
fn shortened(text: &str) -> String {
    text.chars().take(100).collect()
}
