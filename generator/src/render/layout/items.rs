//! The tokens of a file, cut into items.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::attributes::{self, Attribute};

/// An item, as far as its layout must know it.
pub(super) struct Piece {
    /// What stands before it.
    pub(super) attributes: Vec<Attribute>,
    /// The item itself, with its `;`.
    pub(super) tokens: Vec<TokenTree>,
    pub(super) kind: Kind,
}

/// How an item is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Attributes of the file.
    Inner,
    /// `use …;`
    Use,
    /// `mod …;`
    Mod,
    /// `type … = …;`
    Alias,
    /// `rt::…! { … }`, whose grammar only the runtime knows.
    Table,
    /// Any other.
    Rust,
}

/// The items of a file, in order.
pub(super) fn pieces(tokens: TokenStream) -> Vec<Piece> {
    let mut tokens = tokens.into_iter().peekable();
    let mut pieces = Vec::new();
    while tokens.peek().is_some() {
        let mut attributes = attributes::take(&mut tokens);
        let outer = attributes
            .iter()
            .position(|attribute| !attribute.inner)
            .unwrap_or(attributes.len());
        let own = attributes.split_off(outer);
        if !attributes.is_empty() {
            pieces.push(Piece {
                attributes,
                tokens: Vec::new(),
                kind: Kind::Inner,
            });
        }
        if tokens.peek().is_some() {
            pieces.push(piece(own, &mut tokens));
        }
    }
    pieces
}

/// The next item: up to its `;` or, unless only that can end it, up to its braces.
fn piece(attributes: Vec<Attribute>, rest: &mut Peekable<IntoIter>) -> Piece {
    let mut tokens = visibility(rest);
    let word = match rest.peek() {
        Some(TokenTree::Ident(word)) => word.to_string(),
        _ => String::new(),
    };
    let (kind, ends_in_braces) = match word.as_str() {
        "use" => (Kind::Use, false),
        "mod" => (Kind::Mod, true),
        "type" => (Kind::Alias, false),
        "rt" => (Kind::Table, true),
        "static" | "const" => (Kind::Rust, false),
        _ => (Kind::Rust, true),
    };
    for tree in rest {
        let is_end = match &tree {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => ends_in_braces && group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        tokens.push(tree);
        if is_end {
            break;
        }
    }
    Piece {
        attributes,
        tokens,
        kind,
    }
}

/// `pub`, `pub(crate)`, or nothing.
fn visibility(tokens: &mut Peekable<IntoIter>) -> Vec<TokenTree> {
    let word = tokens.next_if(|tree| matches!(tree, TokenTree::Ident(word) if word == "pub"));
    let mut visibility: Vec<TokenTree> = word.into_iter().collect();
    if !visibility.is_empty() {
        visibility.extend(tokens.next_if(|tree| matches!(tree, TokenTree::Group(_))));
    }
    visibility
}

impl Piece {
    /// The item as tokens again, attributes and all.
    pub(super) fn into_tokens(self) -> TokenStream {
        use quote::quote;
        let Self {
            attributes, tokens, ..
        } = self;
        let attributes = attributes.into_iter().map(|Attribute { inner, content }| {
            let mark = inner.then(|| quote!(!));
            quote!(# #mark [#content])
        });
        let attributes: TokenStream = attributes.collect();
        attributes.into_iter().chain(tokens).collect()
    }
}
