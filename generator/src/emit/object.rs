//! Structs.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, format_ident, quote};

use super::constraints::Constraints;
use super::docs::Docs;
use super::ty::{Given, TypeWriter, given, ident};
use crate::model::{Field, Named, Object, Presence, Type};

/// A struct with its constructor, its setters and its JSON table.
pub(super) struct ObjectItem<'a> {
    pub(super) named: &'a Named,
    pub(super) object: &'a Object,
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for ObjectItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            named,
            object,
            writer,
        } = self;
        let name = ident(&named.name);
        let docs = super::named_docs(named);
        let deprecated = super::deprecated(named.deprecated);
        let fields = object.fields.iter().map(|field| self.declaration(field));
        let extra = object.extra.iter().map(|extra| {
            let (name, ty) = (ident(&extra.name), writer.ty(&extra.ty));
            quote! {
                #[doc = " Properties that the document does not name."]
                pub #name: rt::Map<#ty>,
            }
        });
        let default = self.is_default().then(|| quote!(, Default));
        let methods = self.methods();
        let default_by_new = self.default_by_new();
        let table = self.table();
        let constraints = named.constrained.then_some(Constraints {
            named,
            object,
            types: writer.types,
        });
        tokens.append_all(quote! {
            #docs
            #deprecated
            #[derive(Debug, Clone, PartialEq #default)]
            #[non_exhaustive]
            pub struct #name { #(#fields)* #(#extra)* }
            #methods
            #default_by_new
            #table
            #constraints
        });
    }
}

impl ObjectItem<'_> {
    fn declaration(&self, field: &Field) -> TokenStream {
        let (name, ty) = (
            ident(&field.name),
            self.writer.field(&field.ty, field.presence),
        );
        let docs = field_docs(field);
        let deprecated = super::deprecated(field.deprecated);
        quote!(#docs #deprecated pub #name: #ty,)
    }

    /// Required fields that the caller must give a value for.
    fn arguments(&self) -> impl Iterator<Item = &Field> {
        self.object
            .fields
            .iter()
            .filter(|field| match field.presence {
                Presence::Required => given(self.writer.types, &field.ty).is_none(),
                Presence::RequiredNullable => true,
                Presence::Optional | Presence::OptionalNullable => false,
            })
    }

    /// Whether `#[derive(Default)]` gives a legal value.
    fn is_default(&self) -> bool {
        self.object.fields.iter().all(|field| match field.presence {
            Presence::Required => matches!(
                given(self.writer.types, &field.ty),
                Some(Given::Constant(_))
            ),
            Presence::RequiredNullable => false,
            Presence::Optional | Presence::OptionalNullable => true,
        })
    }

    fn methods(&self) -> TokenStream {
        let name = ident(&self.named.name);
        let constructor = self.constructor();
        let setters = self
            .object
            .fields
            .iter()
            .filter_map(|field| self.setter(field));
        let allow =
            super::allow_deprecated(self.object.fields.iter().any(|field| field.deprecated));
        quote! {
            #allow
            impl #name {
                #constructor
                #(#setters)*
            }
        }
    }

    fn constructor(&self) -> TokenStream {
        if self.is_default() {
            // A property named `default` has a setter of that name, which stands before the trait's function.
            let shadowed = self
                .object
                .fields
                .iter()
                .any(|field| field.name.as_str() == "default");
            let default = if shadowed {
                quote!(<Self as Default>::default())
            } else {
                quote!(Self::default())
            };
            return quote! {
                #[doc = " The object with nothing set."]
                pub fn new() -> Self { #default }
            };
        }
        let mut arguments = Vec::new();
        for field in self.arguments() {
            let name = ident(&field.name);
            let ty = match field.presence {
                Presence::RequiredNullable => {
                    let ty = self.writer.field(&field.ty, field.presence);
                    quote!(impl Into<#ty>)
                }
                _ => self.writer.argument(&field.ty, &name).0,
            };
            arguments.push(quote!(#name: #ty));
        }
        let values = self.object.fields.iter().map(|field| {
            let (name, value) = (ident(&field.name), self.initial(field));
            if name == value.to_string() {
                quote!(#name)
            } else {
                quote!(#name: #value)
            }
        });
        let extra = self.object.extra.iter().map(|extra| {
            let name = ident(&extra.name);
            quote!(#name: rt::Map::new())
        });
        let docs = Docs::of(None, "The object with its required properties.");
        quote! {
            #docs
            pub fn new(#(#arguments),*) -> Self { Self { #(#values,)* #(#extra,)* } }
        }
    }

    fn initial(&self, field: &Field) -> TokenStream {
        let name = ident(&field.name);
        match field.presence {
            Presence::Optional => quote!(None),
            Presence::OptionalNullable => quote!(rt::Maybe::Absent),
            Presence::RequiredNullable => quote!(#name.into()),
            Presence::Required => match given(self.writer.types, &field.ty) {
                Some(Given::Constant(id)) => self.writer.ty(&Type::Named(id)),
                Some(Given::OnlyVariant(id, variant)) => {
                    let (ty, variant) = (self.writer.ty(&Type::Named(id)), ident(&variant));
                    quote!(#ty::#variant)
                }
                None => self.writer.argument(&field.ty, &name).1,
            },
        }
    }

    fn setter(&self, field: &Field) -> Option<TokenStream> {
        let name = ident(&field.name);
        let (ty, value) = self.writer.argument(&field.ty, &name);
        let deprecated = super::deprecated(field.deprecated);
        let docs = Docs::of(None, format!("Sets `{}`.", field.wire));
        let set = |value: TokenStream| {
            quote! {
                #docs
                #deprecated
                pub fn #name(mut self, #name: #ty) -> Self { self.#name = #value; self }
            }
        };
        match field.presence {
            Presence::Required | Presence::RequiredNullable => None,
            Presence::Optional => Some(set(quote!(Some(#value)))),
            Presence::OptionalNullable => {
                let setter = set(quote!(rt::Maybe::Value(#value)));
                let null = format_ident!("null_{}", field.name.as_str());
                let docs = Docs::of(
                    None,
                    format!(
                        "Sets `{}` to null, which is not the same as leaving it out.",
                        field.wire
                    ),
                );
                Some(quote! {
                    #setter
                    #docs
                    #deprecated
                    pub fn #null(mut self) -> Self { self.#name = rt::Maybe::Null; self }
                })
            }
        }
    }

    /// `Default` where nothing need be given and yet no derive can tell what the values are.
    fn default_by_new(&self) -> Option<TokenStream> {
        (self.arguments().next().is_none() && !self.is_default()).then(|| {
            let name = ident(&self.named.name);
            quote!(impl Default for #name { fn default() -> Self { Self::new() } })
        })
    }

    fn table(&self) -> TokenStream {
        let name = ident(&self.named.name);
        let rows = self.object.fields.iter().map(|field| {
            let (field_name, wire) = (ident(&field.name), &field.wire);
            let keyword = match field.presence {
                Presence::Required => quote!(required),
                Presence::RequiredNullable => quote!(nullable),
                Presence::Optional => quote!(optional),
                Presence::OptionalNullable => quote!(maybe),
            };
            quote!(#keyword #field_name: #wire,)
        });
        let extra = self.object.extra.iter().map(|extra| {
            let name = ident(&extra.name);
            quote!(extra #name,)
        });
        quote!(rt::object!(#name { #(#rows)* #(#extra)* });)
    }
}

fn field_docs(field: &Field) -> Docs {
    let docs = Docs::of(field.docs.as_deref(), format!("`{}`.", field.wire));
    match &field.default {
        Some(default) => docs.paragraph(format!(
            "When absent, the server takes `{}`.",
            one_line(&default.to_string())
        )),
        None => docs,
    }
}

/// A JSON text that can stand between backticks.
fn one_line(json: &str) -> String {
    json.replace('`', "'").chars().take(100).collect()
}
