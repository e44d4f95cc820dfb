//! Writing parameter values by style (OpenAPI 3.0.4 §4.8.12.2.2 to §4.8.12.2.4, RFC 6570 §3.2).

use super::encode::Encoding;
use super::parameter::{Nested, Parameter, Style};
use super::text::text;
use crate::json::View;

/// A value taken apart as far as styles look into it, already encoded.
enum Shape {
    One(String),
    Many(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Shape {
    fn of(value: View<'_>, encoding: Encoding) -> Self {
        let text = |value: View<'_>| encoding.apply(&text(value));
        if let Some(count) = value.elements() {
            let elements = (0..count).filter_map(|index| value.element(index));
            let there = elements.filter(|element| !element.is_null());
            return Self::Many(there.map(text).collect());
        }
        if value.is_object() {
            let mut pairs = Vec::new();
            value.entries(&mut |key, value| {
                if !value.is_null() {
                    pairs.push((encoding.apply(key), text(value)));
                }
            });
            return Self::Pairs(pairs);
        }
        Self::One(text(value))
    }
}

/// `a,1,b,2`, or `a=1,b=2` exploded.
fn flattened(pairs: &[(String, String)], explode: bool, delimiter: &str) -> String {
    let equals = if explode { "=" } else { delimiter };
    let parts: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{key}{equals}{value}"))
        .collect();
    parts.join(delimiter)
}

/// A value in a path or a header.
pub(super) fn inline(parameter: &Parameter, value: View<'_>) -> String {
    let encoding = Encoding::of(parameter);
    let shape = Shape::of(value, encoding);
    let explode = parameter.explode;
    match parameter.style {
        Style::Label => {
            let delimiter = if explode { "." } else { "," };
            let written = match shape {
                Shape::One(text) => text,
                Shape::Many(list) => list.join(delimiter),
                Shape::Pairs(pairs) => flattened(&pairs, explode, delimiter),
            };
            format!(".{written}")
        }
        Style::Matrix => matrix(&encoding.name(parameter.name), shape, explode),
        _ => match shape {
            Shape::One(text) => text,
            Shape::Many(list) => list.join(","),
            Shape::Pairs(pairs) => flattened(&pairs, explode, ","),
        },
    }
}

/// `;name=value`; an empty value has no `=` (RFC 6570 §3.2.7).
fn matrix(name: &str, shape: Shape, explode: bool) -> String {
    let one = |name: &str, value: &str| {
        if value.is_empty() {
            format!(";{name}")
        } else {
            format!(";{name}={value}")
        }
    };
    match shape {
        Shape::One(text) => one(name, &text),
        Shape::Many(list) if explode => list.iter().map(|value| one(name, value)).collect(),
        Shape::Many(list) => one(name, &list.join(",")),
        Shape::Pairs(pairs) if explode => {
            pairs.iter().map(|(key, value)| one(key, value)).collect()
        }
        Shape::Pairs(pairs) => one(name, &flattened(&pairs, false, ",")),
    }
}

/// A name and its value.
pub(super) type Pair = (String, String);

/// A value in a query, a cookie or a form: names and values, encoded. An empty array or object gives none.
pub(super) fn pairs(parameter: &Parameter, value: View<'_>, encoding: Encoding) -> Vec<Pair> {
    let name = encoding.name(parameter.name);
    if parameter.style == Style::DeepObject && is_nested(value) {
        let mut deep = DeepObject {
            nested: parameter.nested,
            encoding,
            pairs: Vec::new(),
        };
        deep.write(name, value, 0);
        return deep.pairs;
    }
    match (Shape::of(value, encoding), delimiter(parameter)) {
        (Shape::One(text), _) => vec![(name, text)],
        (Shape::Many(list), _) if list.is_empty() => Vec::new(),
        (Shape::Pairs(pairs), _) if pairs.is_empty() => Vec::new(),
        (Shape::Many(list), Some(delimiter)) => {
            vec![(name, list.join(&delimiter.within(encoding)))]
        }
        (Shape::Many(list), None) => list
            .into_iter()
            .map(|value| (name.clone(), value))
            .collect(),
        (Shape::Pairs(pairs), Some(delimiter)) => {
            vec![(name, flattened(&pairs, false, &delimiter.within(encoding)))]
        }
        (Shape::Pairs(pairs), None) => pairs,
    }
}

/// What stands between the elements of one pair.
#[derive(Clone, Copy)]
enum Delimiter {
    Comma,
    Space,
    Pipe,
}

impl Delimiter {
    /// A comma delimits as it is, which is why one in a value is encoded; the others cannot stand in a URL.
    fn within(self, encoding: Encoding) -> String {
        match self {
            Self::Comma => ",".to_owned(),
            Self::Space => encoding.name(" "),
            Self::Pipe => encoding.name("|"),
        }
    }
}

/// What stands between the elements of one pair; none if each element has its own pair.
fn delimiter(parameter: &Parameter) -> Option<Delimiter> {
    // Exploded, the delimited styles are the same as `form` (undefined in the specification, and what others do).
    if parameter.explode {
        return None;
    }
    Some(match parameter.style {
        Style::SpaceDelimited => Delimiter::Space,
        Style::PipeDelimited => Delimiter::Pipe,
        _ => Delimiter::Comma,
    })
}

/// Whether a value is an object or an array.
fn is_nested(value: View<'_>) -> bool {
    value.is_object() || value.elements().is_some()
}

/// How deep an object may be nested in a query.
const DEEPEST: usize = 32;

/// `name[key]=value`. Nested values are undefined in the specification; objects give `name[key][key]`, which is what all
/// that read them agree on, and arrays what the parameter says.
struct DeepObject {
    nested: Nested,
    encoding: Encoding,
    pairs: Vec<Pair>,
}

impl DeepObject {
    fn write(&mut self, name: String, value: View<'_>, depth: usize) {
        if value.is_null() {
            return;
        }
        if depth < DEEPEST && value.is_object() {
            value.entries(&mut |key, value| {
                self.write(self.below(&name, key), value, depth + 1);
            });
            return;
        }
        match value.elements() {
            Some(count) if depth < DEEPEST => {
                for index in 0..count {
                    if let Some(element) = value.element(index) {
                        let name = match self.nested {
                            // Without its index nobody could tell where one object ends and the next begins.
                            _ if is_nested(element) => self.below(&name, &index.to_string()),
                            Nested::Indices => self.below(&name, &index.to_string()),
                            Nested::Brackets => self.below(&name, ""),
                            Nested::Repeated => name.clone(),
                        };
                        self.write(name, element, depth + 1);
                    }
                }
            }
            _ => self.pairs.push((name, self.encoding.apply(&text(value)))),
        }
    }

    /// `name[key]`
    fn below(&self, name: &str, key: &str) -> String {
        let (open, close) = (self.encoding.name("["), self.encoding.name("]"));
        format!("{name}{open}{}{close}", self.encoding.name(key))
    }
}

#[cfg(test)]
mod tests;
