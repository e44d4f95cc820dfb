//! Attributes, and among them doc comments.

use std::iter::Peekable;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::spacing;

/// An attribute without `#` and brackets.
pub(super) struct Attribute {
    /// `#![…]`, of what it stands in.
    pub(super) inner: bool,
    /// What stands between the brackets.
    pub(super) content: TokenStream,
}

/// Takes the attributes off that a stream of tokens begins with.
pub(super) fn take(tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    while tokens.next_if(|tree| is(tree, '#')).is_some() {
        let inner = tokens.next_if(|tree| is(tree, '!')).is_some();
        if let Some(TokenTree::Group(group)) = tokens.next_if(is_bracket) {
            let content = group.stream();
            attributes.push(Attribute { inner, content });
        }
    }
    attributes
}

impl Attribute {
    /// The attribute on a line of its own, a doc comment as `///`.
    pub(super) fn write(&self, indent: &str, text: &mut String) {
        text.push_str(indent);
        match (self.doc(), self.inner) {
            (Some(line), false) => text.extend(["///", line.as_str()]),
            (Some(line), true) => text.extend(["//!", line.as_str()]),
            (None, inner) => {
                text.push_str(if inner { "#![" } else { "#[" });
                text.push_str(&spacing::spaced(self.content.clone()));
                text.push(']');
            }
        }
        text.push('\n');
    }

    /// The text of a doc comment.
    fn doc(&self) -> Option<String> {
        let mut tokens = self.content.clone().into_iter();
        match (tokens.next()?, tokens.next()?, tokens.next()?) {
            (TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text))
                if name == "doc" =>
            {
                match syn::Lit::new(text) {
                    syn::Lit::Str(text) => Some(text.value()),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

fn is(tree: &TokenTree, c: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == c)
}

fn is_bracket(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)
}
