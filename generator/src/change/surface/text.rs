//! Types as text, the same for the same type: aliases followed, names as they were before the change.

use std::cell::RefCell;
use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};

use crate::emit::ty::{TypeWriter, is_plain};
use crate::model::{Presence, Shape, Type, Types};

use super::Renamed;

/// How many lists and maps within each other are followed; as deep as documents may be nested.
const DEPTH: usize = 128;

/// Writes types, each once.
pub(super) struct Texts<'a> {
    types: &'a Types,
    pub(super) writer: TypeWriter<'a>,
    renamed: &'a Renamed,
    known: RefCell<HashMap<Type, String>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(types: &'a Types, renamed: &'a Renamed) -> Self {
        Self {
            types,
            writer: TypeWriter::new(types),
            renamed,
            known: RefCell::default(),
        }
    }

    /// `Vec<Pet>`
    pub(super) fn ty(&self, ty: &Type) -> String {
        if let Some(text) = self.known.borrow().get(ty) {
            return text.clone();
        }
        let text = self.tokens(self.writer.ty(&self.followed(ty, DEPTH)));
        self.known.borrow_mut().insert(ty.clone(), text.clone());
        text
    }

    /// The type of a field.
    pub(super) fn field(&self, ty: &Type, presence: Presence) -> String {
        let ty = self.ty(ty);
        match presence {
            Presence::Required => ty,
            Presence::RequiredNullable | Presence::Optional => format!("Option<{ty}>"),
            Presence::OptionalNullable => format!("rt::Maybe<{ty}>"),
        }
    }

    /// How an argument of a type is taken where it must be given.
    pub(super) fn argument(&self, ty: &Type) -> String {
        let text = self.ty(ty);
        match is_plain(ty) {
            true => text,
            false => format!("impl Into<{text}>"),
        }
    }

    /// Tokens of emission as text, with the names that types had before.
    pub(super) fn tokens(&self, tokens: TokenStream) -> String {
        let mut text = String::new();
        self.write(tokens, &mut text);
        text
    }

    fn write(&self, tokens: TokenStream, text: &mut String) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    // `rt::Value` is the runtime's, whatever a schema is called.
                    let is_own = !text.ends_with("::");
                    if text.ends_with(|c: char| c.is_alphanumeric()) {
                        text.push(' ');
                    }
                    text.push_str(match is_own {
                        true => self.renamed.ty(&name),
                        false => &name,
                    });
                }
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                        proc_macro2::Delimiter::Bracket => ("[", "]"),
                        proc_macro2::Delimiter::Brace => ("{", "}"),
                        proc_macro2::Delimiter::None => ("", ""),
                    };
                    text.push_str(open);
                    self.write(group.stream(), text);
                    text.push_str(close);
                }
                other => text.push_str(&other.to_string()),
            }
        }
    }

    /// A type without aliases: a field of an alias is a field of what it stands for.
    pub(super) fn followed(&self, ty: &Type, depth: usize) -> Type {
        let Some(depth) = depth.checked_sub(1) else {
            return ty.clone();
        };
        if let Type::Named(id) = ty
            && let Some(Shape::Alias(target)) = self.types.get(*id).map(|named| &named.shape)
        {
            return self.followed(target, depth);
        }
        let mut followed = ty.clone();
        if let Some(inner) = followed.inner_mut() {
            *inner = self.followed(inner, depth);
        }
        followed
    }
}
