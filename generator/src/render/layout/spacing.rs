//! Tokens on one line, with the spaces that a person would write.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Group, Spacing, TokenTree};

/// The text of tokens, on one line.
pub(super) fn spaced(tokens: impl IntoIterator<Item = TokenTree>) -> String {
    let mut line = Line::default();
    line.tokens(tokens);
    line.text
}

/// A line that grows.
#[derive(Default)]
struct Line {
    text: String,
    /// Whether the next token stands directly behind the last one.
    joint: bool,
}

impl Line {
    fn tokens(&mut self, tokens: impl IntoIterator<Item = TokenTree>) {
        for tree in tokens {
            match tree {
                TokenTree::Group(group) => self.group(&group),
                TokenTree::Punct(punct) => self.punct(punct.as_char(), punct.spacing()),
                TokenTree::Ident(word) => {
                    self.space();
                    let _ = write!(self.text, "{word}");
                }
                TokenTree::Literal(word) => {
                    self.space();
                    let _ = write!(self.text, "{word}");
                }
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace if group.stream().is_empty() => ("{", "}"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        let apart = match group.delimiter() {
            // An argument list follows its name; other parentheses stand apart.
            Delimiter::Parenthesis => self.text.ends_with(['"', ')', ']', ',', '=', '|', ':']),
            Delimiter::Bracket => !self.text.ends_with(['&', '#', '!']),
            Delimiter::Brace | Delimiter::None => true,
        };
        if apart {
            self.space();
        }
        self.text.push_str(open);
        self.joint = true;
        self.tokens(group.stream());
        self.text.push_str(close);
        self.joint = false;
    }

    fn punct(&mut self, c: char, spacing: Spacing) {
        if !matches!(c, ',' | ':' | '.' | ';' | '<' | '>' | '!') {
            self.space();
        }
        self.text.push(c);
        // No arithmetic is laid out here: a minus is a number's sign, `<` opens generics.
        self.joint = spacing == Spacing::Joint || matches!(c, '-' | '&' | '<' | '.' | '!');
    }

    /// A space, where there must be one before a word.
    fn space(&mut self) {
        let tight = std::mem::take(&mut self.joint)
            || self.text.is_empty()
            || self.text.ends_with(['(', '[', ' '])
            || self.text.ends_with("::");
        if !tight {
            self.text.push(' ');
        }
    }
}
