//! Writing parameter values by style (OpenAPI 3.0.4 §4.8.12.2.2 to §4.8.12.2.4, RFC 6570 §3.2).

use super::encode::Encoding;
use super::parameter::{Parameter, Style};
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
pub(super) fn inline(parameter: &Parameter, value: View<'_>, encoding: Encoding) -> String {
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
        Style::Matrix => matrix(parameter.name, shape, explode),
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

/// A value in a query or a cookie: `name=value` pairs, encoded. An empty array or object gives none.
pub(super) fn pairs(parameter: &Parameter, value: View<'_>, encoding: Encoding) -> Vec<String> {
    let name = Encoding::Strict.apply(parameter.name);
    if parameter.style == Style::DeepObject && (value.is_object() || value.elements().is_some()) {
        let mut written = Vec::new();
        deep_object(&name, value, encoding, &mut written, 0);
        return written;
    }
    match (Shape::of(value, encoding), delimiter(parameter)) {
        (Shape::One(text), _) => vec![format!("{name}={text}")],
        (Shape::Many(list), _) if list.is_empty() => Vec::new(),
        (Shape::Pairs(pairs), _) if pairs.is_empty() => Vec::new(),
        (Shape::Many(list), Some(delimiter)) => vec![format!("{name}={}", list.join(delimiter))],
        (Shape::Many(list), None) => list.iter().map(|value| format!("{name}={value}")).collect(),
        (Shape::Pairs(pairs), Some(delimiter)) => {
            vec![format!("{name}={}", flattened(&pairs, false, delimiter))]
        }
        (Shape::Pairs(pairs), None) => pairs
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect(),
    }
}

/// What stands between the elements of one pair; none if each element has its own pair.
fn delimiter(parameter: &Parameter) -> Option<&'static str> {
    // Exploded, the delimited styles are the same as `form` (undefined in the specification, and what others do).
    if parameter.explode {
        return None;
    }
    Some(match parameter.style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    })
}

/// How deep an object may be nested in a query.
const DEEPEST: usize = 32;

/// `name[key]=value`. Nested values are undefined in the specification; objects give `name[key][key]`, arrays `name[key][]`.
fn deep_object(
    name: &str,
    value: View<'_>,
    encoding: Encoding,
    written: &mut Vec<String>,
    depth: usize,
) {
    if value.is_null() {
        return;
    }
    if depth < DEEPEST && value.is_object() {
        value.entries(&mut |key, value| {
            let name = format!("{name}%5B{}%5D", Encoding::Strict.apply(key));
            deep_object(&name, value, encoding, written, depth + 1);
        });
        return;
    }
    match value.elements() {
        Some(count) if depth < DEEPEST => {
            let name = format!("{name}%5B%5D");
            for element in (0..count).filter_map(|index| value.element(index)) {
                deep_object(&name, element, encoding, written, depth + 1);
            }
        }
        _ => written.push(format!("{name}={}", encoding.apply(&text(value)))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Parameter, Style, View, inline, pairs};
    use serde_json::{Value, json};

    /// The values of the specification's table of examples.
    fn values() -> [Value; 4] {
        [
            json!(""),
            json!("blue"),
            json!(["blue", "black", "brown"]),
            json!({"R": 100, "G": 200, "B": 150}),
        ]
    }

    fn in_path(style: Style, explode: bool) -> [String; 4] {
        let mut parameter = Parameter::path("color");
        (parameter.style, parameter.explode) = (style, explode);
        values().map(|value| inline(&parameter, View::Json(&value), Encoding::Strict))
    }

    fn in_query(style: Style, explode: bool) -> [String; 4] {
        let mut parameter = Parameter::query("color");
        (parameter.style, parameter.explode) = (style, explode);
        values().map(|value| pairs(&parameter, View::Json(&value), Encoding::Strict).join("&"))
    }

    #[test]
    fn the_path_styles_are_those_of_the_specification() {
        assert_eq!(
            in_path(Style::Matrix, false),
            [
                ";color",
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150"
            ]
        );
        assert_eq!(
            in_path(Style::Matrix, true),
            [
                ";color",
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150"
            ]
        );
        assert_eq!(
            in_path(Style::Label, false),
            [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]
        );
        assert_eq!(
            in_path(Style::Label, true),
            [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]
        );
        assert_eq!(
            in_path(Style::Simple, false),
            ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]
        );
        assert_eq!(
            in_path(Style::Simple, true),
            ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]
        );
    }

    #[test]
    fn the_query_styles_are_those_of_the_specification() {
        assert_eq!(
            in_query(Style::Form, false),
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150"
            ]
        );
        assert_eq!(
            in_query(Style::Form, true),
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150"
            ]
        );
        assert_eq!(
            in_query(Style::SpaceDelimited, false)[2..],
            [
                "color=blue%20black%20brown",
                "color=R%20100%20G%20200%20B%20150"
            ]
        );
        assert_eq!(
            in_query(Style::PipeDelimited, false)[2..],
            [
                "color=blue%7Cblack%7Cbrown",
                "color=R%7C100%7CG%7C200%7CB%7C150"
            ]
        );
        assert_eq!(
            in_query(Style::DeepObject, true)[3],
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"
        );
    }

    #[test]
    fn delimiters_inside_values_are_encoded() {
        let parameter = Parameter::query("q").joined();
        assert_eq!(
            pairs(
                &parameter,
                View::Json(&json!(["a,b", "c&d"])),
                Encoding::Strict
            ),
            ["q=a%2Cb,c%26d"]
        );
    }

    #[test]
    fn empty_lists_and_nulls_inside_leave_nothing() {
        let parameter = Parameter::query("q");
        assert!(pairs(&parameter, View::Json(&json!([])), Encoding::Strict).is_empty());
        assert!(pairs(&parameter, View::Json(&json!({})), Encoding::Strict).is_empty());
        assert_eq!(
            pairs(
                &parameter,
                View::Json(&json!({"a": null, "b": true})),
                Encoding::Strict
            ),
            ["b=true"]
        );
    }

    #[test]
    fn nested_deep_objects_take_the_common_form() {
        let parameter = Parameter::query("f").deep_object();
        let value = json!({"a": {"b": 1}, "c": [2, 3], "d": null});
        assert_eq!(
            pairs(&parameter, View::Json(&value), Encoding::Strict),
            ["f%5Ba%5D%5Bb%5D=1", "f%5Bc%5D%5B%5D=2", "f%5Bc%5D%5B%5D=3"]
        );
    }

    #[test]
    fn headers_are_not_encoded() {
        let parameter = Parameter::header("X").exploded();
        assert_eq!(
            inline(
                &parameter,
                View::Json(&json!({"R": "a b", "G": "ü"})),
                Encoding::Raw
            ),
            "R=a b,G=ü"
        );
    }
}
