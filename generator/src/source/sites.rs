//! Finds the references in a tree.

use serde_json::Value;

use super::shape::{Kind, Standing};
use crate::diagnostics::Pointer;

/// A reference that stands in a tree.
#[derive(Debug, Clone)]
pub(super) struct Site {
    /// The object that has the `$ref`, or the text in a discriminator's mapping.
    pub(super) at: Pointer,
    pub(super) form: Form,
    /// What the reference stands for.
    pub(super) standing: Standing,
    pub(super) reference: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `{"$ref": "…"}`, alone or with siblings.
    Object,
    /// A value of a discriminator's `mapping`: a reference, or the name of a schema.
    Mapping,
}

impl Site {
    /// The pointer to the reference's text.
    pub(super) fn text_at(&self) -> Pointer {
        match self.form {
            Form::Object => self.at.join("$ref"),
            Form::Mapping => self.at.clone(),
        }
    }
}

/// The references in `value`, which is what `standing` says and stands at `at`, in the tree's order: those whose text is
/// `wanted`.
///
/// Recursion is bounded by the depth of the tree, which is limited when it is read and when files are brought in.
pub(super) fn sites<'a>(
    value: &'a Value,
    standing: Standing,
    at: &Pointer,
    wanted: impl FnMut(&'a str) -> bool,
) -> Vec<Site> {
    let mut finder = Finder {
        sites: Vec::new(),
        base: at,
        path: Vec::new(),
        wanted,
    };
    finder.visit(value, standing);
    finder.sites
}

struct Finder<'a, 'b, W> {
    sites: Vec<Site>,
    base: &'b Pointer,
    /// The way from `base` to the value that is looked at; made a pointer only where there is a wanted reference.
    path: Vec<Token<'a>>,
    wanted: W,
}

#[derive(Clone, Copy)]
enum Token<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a, W: FnMut(&'a str) -> bool> Finder<'a, '_, W> {
    fn visit(&mut self, value: &'a Value, standing: Standing) {
        match (value, standing) {
            (Value::Object(members), _) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    self.add(Form::Object, standing, reference);
                }
                for (key, member) in members {
                    self.step(Token::Key(key), member, standing.member(key, member));
                }
            }
            (Value::Array(elements), Standing::Container(kind)) => {
                for (index, element) in elements.iter().enumerate() {
                    self.step(Token::Index(index), element, Standing::Object(kind));
                }
            }
            (Value::String(reference), Standing::SchemaNames) => {
                self.add(Form::Mapping, Standing::Object(Kind::Schema), reference);
            }
            _ => {}
        }
    }

    fn step(&mut self, token: Token<'a>, value: &'a Value, standing: Standing) {
        if matches!(standing, Standing::Plain | Standing::Unknown) {
            return;
        }
        self.path.push(token);
        self.visit(value, standing);
        self.path.pop();
    }

    fn add(&mut self, form: Form, standing: Standing, reference: &'a str) {
        if !(self.wanted)(reference) {
            return;
        }
        let at = self
            .path
            .iter()
            .fold(self.base.clone(), |at, token| match token {
                Token::Key(key) => at.join(key),
                Token::Index(index) => at.join(index),
            });
        self.sites.push(Site {
            at,
            form,
            standing,
            reference: reference.to_owned(),
        });
    }
}
