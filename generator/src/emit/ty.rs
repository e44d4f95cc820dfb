//! Types as tokens, and how values of them are taken as arguments.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use crate::model::{
    Enum, EnumValues, Field, Ident, Named, Presence, Shape, Type, TypeId, Types, Width,
};

/// An identifier of the model as a token.
pub(super) fn ident(name: &Ident) -> proc_macro2::Ident {
    format_ident!("{}", name.as_str())
}

/// Turns types into tokens and remembers which declared types they name.
pub(crate) struct TypeWriter<'a> {
    pub(super) types: &'a Types,
    /// The names of declared types that were written, for imports.
    used: std::cell::RefCell<BTreeSet<String>>,
    /// Names that the file has for something else, and the path by which types of these names are written.
    foreign: Option<(BTreeSet<String>, TokenStream)>,
}

impl<'a> TypeWriter<'a> {
    pub(crate) fn new(types: &'a Types) -> Self {
        Self {
            types,
            used: std::cell::RefCell::default(),
            foreign: None,
        }
    }

    /// A writer for a file in which `names` mean something else: types of these names are written with `path`.
    pub(super) fn beside(types: &'a Types, names: BTreeSet<String>, path: TokenStream) -> Self {
        Self {
            foreign: Some((names, path)),
            ..Self::new(types)
        }
    }

    /// The type itself.
    pub(crate) fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Bool => quote!(bool),
            Type::Integer(width) => ident_of(width.as_str()),
            Type::Number => quote!(f64),
            Type::String => quote!(String),
            Type::Time => quote!(rt::Time),
            Type::Span => quote!(rt::Span),
            Type::Ip => quote!(std::net::IpAddr),
            Type::Ipv4 => quote!(std::net::Ipv4Addr),
            Type::Ipv6 => quote!(std::net::Ipv6Addr),
            Type::Decimal => quote!(rt::Decimal),
            Type::Secret => quote!(rt::SecretString),
            Type::DateTime => quote!(rt::DateTime),
            Type::Date => quote!(rt::Date),
            Type::Uuid => quote!(rt::Uuid),
            Type::Base64 => quote!(rt::Base64),
            Type::File => quote!(rt::File),
            Type::Any => quote!(rt::Value),
            Type::List(inner) => wrap(quote!(Vec), self.ty(inner)),
            Type::Set(inner) => wrap(quote!(rt::Set), self.ty(inner)),
            Type::Map(inner) => wrap(quote!(rt::Map), self.ty(inner)),
            Type::Nullable(inner) => wrap(quote!(Option), self.ty(inner)),
            Type::Redacted(inner) => wrap(quote!(rt::Redacted), self.ty(inner)),
            Type::Boxed(inner) => wrap(quote!(Box), self.ty(inner)),
            Type::Named(id) => self.named(*id),
        }
    }

    fn named(&self, id: TypeId) -> TokenStream {
        match self.types.get(id) {
            Some(named) => self.declared(named),
            None => quote!(rt::Value),
        }
    }

    /// A declared type by its name.
    pub(super) fn declared(&self, named: &Named) -> TokenStream {
        let name = ident(&named.name);
        match &self.foreign {
            Some((names, path)) if names.contains(named.name.as_str()) => quote!(#path::#name),
            _ => {
                self.used.borrow_mut().insert(named.name.to_string());
                name.into_token_stream()
            }
        }
    }

    /// The names that were written since the last call.
    pub(super) fn take_used(&self) -> BTreeSet<String> {
        std::mem::take(&mut self.used.borrow_mut())
    }
}

fn ident_of(name: &str) -> TokenStream {
    proc_macro2::Ident::new(name, proc_macro2::Span::call_site()).into_token_stream()
}

fn wrap(outer: TokenStream, inner: TokenStream) -> TokenStream {
    quote!(#outer<#inner>)
}

/// Types whose values are taken as they are where they must be given: there is nothing that one would convert from.
pub(crate) fn is_plain(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Bool | Type::Integer(_) | Type::Number | Type::Uuid | Type::Date
    )
}

/// Types that a literal such as `1` would not convert into: without a suffix it is an `i32`, which becomes no unsigned
/// number by `Into`.
pub(crate) fn is_by_value(ty: &Type) -> bool {
    match ty {
        Type::Integer(width) => !matches!(width, Width::I32 | Width::I64),
        _ => false,
    }
}

/// What a required field holds before anyone sets it, when the document leaves no choice: a constant, or an enum of
/// one value.
pub(super) enum Given {
    /// The zero-size constant.
    Constant(TypeId),
    /// The only documented value of an enum.
    OnlyVariant(Ident),
}

/// Whether a struct's constructor takes the field's value: it is required, and the document leaves a choice.
pub(crate) fn is_argument(types: &Types, field: &Field) -> bool {
    match field.presence {
        Presence::Required => given(types, &field.ty).is_none(),
        Presence::RequiredNullable => true,
        Presence::Optional | Presence::OptionalNullable => false,
    }
}

/// The value that the document gives, if it leaves no choice.
pub(super) fn given(types: &Types, ty: &Type) -> Option<Given> {
    let Type::Named(id) = types.resolve(ty) else {
        return None;
    };
    match &types.get(*id)?.shape {
        Shape::Constant(_) => Some(Given::Constant(*id)),
        Shape::Enum(Enum { values }) if values.len() == 1 => match values {
            EnumValues::Strings(_) | EnumValues::Integers(_) => values
                .first()
                .map(|variant| Given::OnlyVariant(variant.clone())),
            EnumValues::Mixed(_) => None,
        },
        _ => None,
    }
}
