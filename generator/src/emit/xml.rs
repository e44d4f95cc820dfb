//! What the runtime needs to know of a type's XML.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, format_ident, quote};

use super::ty::{TypeWriter, ident};
use crate::model::{Named, Type, XmlContent, XmlKind, XmlNode, XmlUnion};

/// The table of a type that bodies of XML have values of; nothing for any other.
pub(super) struct XmlItem<'a> {
    pub(super) named: &'a Named,
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for XmlItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(node) = &self.named.xml_node {
            let (name, node) = (ident(&self.named.name), self.node(node));
            tokens.append_all(quote!(rt::xml! { #name #node }));
        }
    }
}

impl XmlItem<'_> {
    /// `(element "pet") of(Pet)`: what it is, and what is in it.
    fn node(&self, node: &XmlNode) -> TokenStream {
        let (head, content) = (head(node), self.content(&node.content));
        quote!(#head #content)
    }

    fn content(&self, content: &XmlContent) -> TokenStream {
        match content {
            XmlContent::Text => quote!(text()),
            XmlContent::Word => quote!(word()),
            XmlContent::Number => quote!(number()),
            XmlContent::Boolean => quote!(boolean()),
            XmlContent::Any => quote!(any()),
            XmlContent::Of(id) => {
                let ty = self.writer.ty(&Type::Named(*id));
                quote!(of(#ty))
            }
            XmlContent::List(item) => {
                let item = self.node(item);
                quote!(list(#item))
            }
            XmlContent::Tuple(nodes) => {
                let nodes = nodes.iter().map(|node| self.node(node));
                quote!(tuple { #(#nodes,)* })
            }
            XmlContent::Map(value) => {
                let value = self.node(value);
                quote!(map(#value))
            }
            XmlContent::Object(properties, rest) => {
                let rows = properties.iter().map(|(key, node)| {
                    let node = self.node(node);
                    quote!(#key #node)
                });
                let rest = rest.iter().map(|rest| {
                    let rest = self.node(rest);
                    quote!(_ #rest)
                });
                let rows = rows.chain(rest);
                quote!(object { #(#rows,)* })
            }
            XmlContent::Union(union) => self.union(union),
        }
    }

    fn union(&self, union: &XmlUnion) -> TokenStream {
        let (tag, node) = (&union.tag, self.node(&union.node));
        let default = union.default.as_ref().map(|default| {
            let default = self.writer.ty(default);
            quote!(default #default)
        });
        let variants = union.variants.iter().map(|(tags, ty)| {
            let ty = self.writer.ty(ty);
            quote!(#(#tags)|* => #ty)
        });
        quote!(union(#tag #node #default) { #(#variants,)* })
    }
}

/// `(element "name" in "urn:a" as "a")`, `(none "" required)`
fn head(node: &XmlNode) -> TokenStream {
    let kind = match node.kind {
        XmlKind::Element => "element",
        XmlKind::Attribute => "attribute",
        XmlKind::Text => "text",
        XmlKind::Cdata => "cdata",
        XmlKind::None => "none",
    };
    let kind = format_ident!("{kind}");
    if !matches!(node.kind, XmlKind::Element | XmlKind::Attribute) {
        let required = node.required.then(|| quote!(required));
        return quote!((#kind "" #required));
    }
    let given = |text: &'_ str| (!text.is_empty()).then(|| text.to_owned());
    let namespace = given(&node.namespace).map(|namespace| quote!(in #namespace));
    let prefix = given(&node.prefix).map(|prefix| quote!(as #prefix));
    let name = &node.name;
    quote!((#kind #name #namespace #prefix))
}
