//! How the properties of an operation's forms are written, as far as that is not the usual way: a constant for the
//! URL-encoded body, and one for the body of parts.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::operation::style_forms;
use crate::model::{Body, BodyKind, Location, Operation, PropertyEncoding};

/// The constants of an operation.
pub(super) fn constants(operation: &Operation) -> impl Iterator<Item = TokenStream> {
    tables(operation).map(|(_, name, body)| {
        let docs = format!(
            " Properties of a body of [`Client::{}`] that are not written in the usual way.",
            operation.name
        );
        let rows = body.encodings.iter().map(row);
        quote! {
            #[doc = #docs]
            const #name: &[rt::PropertyEncoding] = &[#(#rows),*];
        }
    })
}

/// The fields of the operation's table that refer to them.
pub(super) fn fields(operation: &Operation) -> impl Iterator<Item = TokenStream> {
    tables(operation).map(|(field, name, _)| quote!(#field: #name))
}

/// The field of the operation's table, the constant, and the body that it is about.
fn tables(
    operation: &Operation,
) -> impl Iterator<Item = (proc_macro2::Ident, proc_macro2::Ident, &Body)> {
    let bodies = operation.bodies().filter(|body| !body.encodings.is_empty());
    bodies.filter_map(|body| {
        let field = match body.kind {
            BodyKind::Form(_) => "form",
            BodyKind::Multipart(_) => "multipart",
            BodyKind::Json(_) | BodyKind::Text | BodyKind::Bytes => return None,
        };
        let name = operation.name.as_str().trim_start_matches("r#");
        let name = format!("{name}_{field}").to_uppercase();
        Some((format_ident!("{field}"), format_ident!("{name}"), body))
    })
}

/// How one property is written.
fn row(encoding: &PropertyEncoding) -> TokenStream {
    let PropertyEncoding {
        wire,
        content_type,
        headers,
        style,
    } = encoding;
    let made = match style {
        Some(style) => {
            let (explode, reserved) = (style.explode, style.allow_reserved);
            let forms = style_forms(Location::Query, style.style, explode, reserved);
            let forms = forms.map(|form| format_ident!("{form}"));
            quote!(rt::PropertyEncoding::styled(rt::Parameter::query(#wire) #(.#forms())*))
        }
        None => quote!(rt::PropertyEncoding::of(#wire)),
    };
    let content_type = content_type.iter();
    let headers = (!headers.is_empty()).then(|| {
        let headers = headers.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(.headers(&[#(#headers),*]))
    });
    quote!(#made #(.content_type(#content_type))* #headers)
}
