//! How the properties of an operation's forms are written, as far as that is not the usual way: a table for the URL-encoded
//! body, and one for the body of parts.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::operation::style_forms;
use super::ty::ident;
use crate::model::{BodyKind, Location, Operation, PropertyEncoding, PropertyStyle, Style, Types};

/// What is longer than this stands in a constant beside the operation's table, a line each.
const SHORT: usize = 320;

/// A table of encodings: the field of the operation's table, and what it holds.
struct Table {
    field: &'static str,
    rows: Vec<TokenStream>,
}

impl Table {
    fn all<'a>(operation: &'a Operation, types: &'a Types) -> impl Iterator<Item = Self> + 'a {
        let bodies = operation.bodies().filter(|body| !body.encodings.is_empty());
        bodies.filter_map(move |body| {
            let field = match body.kind {
                BodyKind::Form(_) => "form",
                BodyKind::Multipart(_) => "multipart",
                BodyKind::Json(_) | BodyKind::Xml(_) | BodyKind::Text | BodyKind::Bytes => {
                    return None;
                }
            };
            let rows = if body.by_place {
                body.encodings.iter().map(|one| part(one, types)).collect()
            } else {
                let rows = alike(&body.encodings).into_iter();
                rows.map(|(encoding, names)| row(encoding, &names, types))
                    .collect()
            };
            Some(Self { field, rows })
        })
    }

    fn is_short(&self) -> bool {
        matches!(self.rows.as_slice(), [row] if row.to_string().len() <= SHORT)
    }

    fn constant(&self, operation: &Operation) -> proc_macro2::Ident {
        let name = operation.name.as_str().trim_start_matches("r#");
        let name = format!("{name}_{}", self.field).to_uppercase();
        format_ident!("{name}")
    }
}

/// The constants of an operation.
pub(super) fn constants<'a>(
    operation: &'a Operation,
    types: &'a Types,
) -> impl Iterator<Item = TokenStream> + 'a {
    let long = Table::all(operation, types).filter(|table| !table.is_short());
    long.map(move |table| {
        let (name, rows) = (table.constant(operation), &table.rows);
        quote!(const #name: &[rt::PropertyEncoding] = &[#(#rows),*];)
    })
}

/// The fields of the operation's table.
pub(super) fn fields<'a>(
    operation: &'a Operation,
    types: &'a Types,
) -> impl Iterator<Item = TokenStream> + 'a {
    Table::all(operation, types).map(move |table| {
        let (field, rows) = (format_ident!("{}", table.field), &table.rows);
        if table.is_short() {
            return quote!(#field: &[#(#rows),*]);
        }
        let name = table.constant(operation);
        quote!(#field: #name)
    })
}

/// The encodings, each with the properties that are written by it.
fn alike(encodings: &[PropertyEncoding]) -> Vec<(&PropertyEncoding, Vec<&str>)> {
    let mut groups: Vec<(&PropertyEncoding, Vec<&str>)> = Vec::new();
    for encoding in encodings {
        let same = groups.iter_mut().find(|(first, _)| {
            first.content_type == encoding.content_type
                && first.headers == encoding.headers
                && first.style == encoding.style
                && first.xml == encoding.xml
        });
        match same {
            Some((_, names)) => names.push(&encoding.wire),
            None => groups.push((encoding, vec![&encoding.wire])),
        }
    }
    groups
}

/// How the part at a place is written.
fn part(encoding: &PropertyEncoding, types: &Types) -> TokenStream {
    let start = match encoding.wire.as_str() {
        "*" => quote!(rt::PropertyEncoding::further_parts()),
        _ => quote!(rt::PropertyEncoding::part()),
    };
    let said = content_type_and_headers(encoding, types);
    quote!(#start #said)
}

/// How properties are written.
fn row(encoding: &PropertyEncoding, names: &[&str], types: &Types) -> TokenStream {
    let PropertyEncoding {
        content_type,
        headers,
        style,
        ..
    } = encoding;
    let is_deep = |style: &PropertyStyle| {
        style.style == Style::DeepObject && style.explode && !style.allow_reserved
    };
    if style.as_ref().is_some_and(is_deep) && content_type.is_none() && headers.is_empty() {
        return quote!(rt::PropertyEncoding::deep_objects(&[#(#names),*]));
    }
    let style = style.map(|style| {
        let (explode, reserved) = (style.explode, style.allow_reserved);
        let forms = style_forms(Location::Query, style.style, explode, reserved);
        let forms = forms.map(|form| format_ident!("{form}"));
        quote!(.styled(rt::Parameter::query("") #(.#forms())*))
    });
    let said = content_type_and_headers(encoding, types);
    quote!(rt::PropertyEncoding::of(&[#(#names),*]) #style #said)
}

fn content_type_and_headers(encoding: &PropertyEncoding, types: &Types) -> TokenStream {
    let content_type = encoding.content_type.iter();
    let headers = (!encoding.headers.is_empty()).then(|| {
        let headers = encoding.headers.iter();
        let headers = headers.map(|(name, value)| quote!((#name, #value)));
        quote!(.headers(&[#(#headers),*]))
    });
    let xml = encoding.xml.and_then(|id| types.get(id)).map(|named| {
        let name = ident(&named.name);
        quote!(.xml::<crate::types::#name>())
    });
    quote!(#(.content_type(#content_type))* #headers #xml)
}
