use super::{Encoding, Nested, Parameter, View, inline, pairs};
use crate::request::parameter::Location;
use serde_json::{Value, json};

/// A parameter's value as it is written where it stands.
fn written(parameter: &Parameter, value: &Value) -> String {
    let value = View::Json(value);
    let separator = match parameter.location {
        Location::Path | Location::Header => return inline(parameter, value),
        Location::Cookie if matches!(Encoding::of(parameter), Encoding::Raw) => "; ",
        _ => "&",
    };
    let pairs = pairs(parameter, value, Encoding::of(parameter));
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join(separator)
}

/// A style, and its values not exploded and exploded.
type Row = (
    fn(&'static str) -> Parameter,
    [&'static str; 4],
    [&'static str; 4],
);

/// The specification's table of examples (OpenAPI 3.2.0 §4.12.7, the same in 3.0.4 and 3.1.2, with what 3.2 adds): for each
/// style the empty string, a string, an array, and an object, not exploded and exploded. `-`: the specification says
/// nothing of it.
const TABLE: &[Row] = &[
    (
        |name| Parameter::path(name).matrix(),
        [
            ";color",
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ],
        [
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ],
    ),
    (
        |name| Parameter::path(name).label(),
        [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
    ),
    (
        Parameter::path,
        ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
    ),
    (
        Parameter::header,
        ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
    ),
    (
        Parameter::query,
        [
            "color=",
            "color=blue",
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ],
        [
            "color=",
            "color=blue",
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ],
    ),
    (
        Parameter::cookie,
        [
            "color=",
            "color=blue",
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ],
        [
            "color=",
            "color=blue",
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ],
    ),
    (
        |name| Parameter::cookie(name).cookie_style(),
        [
            "color=",
            "color=blue",
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ],
        [
            "color=",
            "color=blue",
            "color=blue; color=black; color=brown",
            "R=100; G=200; B=150",
        ],
    ),
    (
        |name| Parameter::query(name).space_delimited(),
        [
            "-",
            "-",
            "color=blue%20black%20brown",
            "color=R%20100%20G%20200%20B%20150",
        ],
        ["-", "-", "-", "-"],
    ),
    (
        |name| Parameter::query(name).pipe_delimited(),
        [
            "-",
            "-",
            "color=blue%7Cblack%7Cbrown",
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ],
        ["-", "-", "-", "-"],
    ),
    (
        |name| Parameter::query(name).deep_object(),
        ["-", "-", "-", "-"],
        [
            "-",
            "-",
            "-",
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ],
    ),
];

#[test]
fn every_style_is_that_of_the_specification() {
    let values = [
        json!(""),
        json!("blue"),
        json!(["blue", "black", "brown"]),
        json!({"R": 100, "G": 200, "B": 150}),
    ];
    for (make, joined, exploded) in TABLE {
        let rows = [
            (make("color").joined(), joined),
            (make("color").exploded(), exploded),
        ];
        for (parameter, expected) in rows {
            for (value, expected) in values.iter().zip(expected) {
                if *expected != "-" {
                    assert_eq!(written(&parameter, value), *expected, "{parameter:?}");
                }
            }
        }
    }
}

#[test]
fn exploded_delimited_styles_are_as_form() {
    let value = json!(["a b", "c"]);
    for parameter in [
        Parameter::query("q").space_delimited(),
        Parameter::query("q").pipe_delimited(),
    ] {
        assert_eq!(written(&parameter, &value), "q=a%20b&q=c");
    }
}

#[test]
fn delimiters_inside_values_are_encoded() {
    let parameter = Parameter::query("q").joined();
    assert_eq!(written(&parameter, &json!(["a,b", "c&d"])), "q=a%2Cb,c%26d");
}

#[test]
fn reserved_characters_pass_where_the_document_says_so() {
    let value = json!(["a/b", "c&d", "%41", "5%"]);
    assert_eq!(
        written(&Parameter::query("q").joined().reserved(), &value),
        "q=a/b,c&d,%41,5%25"
    );
    assert_eq!(
        written(&Parameter::path("p").reserved(), &value),
        "a%2Fb,c&d,%41,5%25"
    );
}

#[test]
fn names_are_encoded() {
    assert_eq!(written(&Parameter::query("a b"), &json!("x")), "a%20b=x");
    assert_eq!(
        written(&Parameter::path("a/b").matrix(), &json!("x")),
        ";a%2Fb=x"
    );
}

#[test]
fn empty_lists_and_nulls_inside_leave_nothing() {
    let parameter = Parameter::query("q");
    assert_eq!(written(&parameter, &json!([])), "");
    assert_eq!(written(&parameter, &json!({})), "");
    assert_eq!(
        written(&parameter, &json!({"a": null, "b": true})),
        "b=true"
    );
}

#[test]
fn nested_deep_objects_take_the_form_that_is_asked_for() {
    let parameter = Parameter::query("f").deep_object();
    let value = json!({"a": {"b": 1}, "c": [2, 3], "d": null});
    for (parameter, expected) in [
        (
            parameter,
            "f%5Ba%5D%5Bb%5D=1&f%5Bc%5D%5B%5D=2&f%5Bc%5D%5B%5D=3",
        ),
        (
            parameter.indexed(),
            "f%5Ba%5D%5Bb%5D=1&f%5Bc%5D%5B0%5D=2&f%5Bc%5D%5B1%5D=3",
        ),
        (
            parameter.repeated(),
            "f%5Ba%5D%5Bb%5D=1&f%5Bc%5D=2&f%5Bc%5D=3",
        ),
    ] {
        assert_eq!(written(&parameter, &value), expected);
    }
}

#[test]
fn objects_in_an_array_within_a_deep_object_have_their_index() {
    let parameter = Parameter::query("f").deep_object();
    let value = json!({"a": [{"b": 1, "c": [2]}, {"b": 3}]});
    for parameter in [parameter, parameter.indexed()] {
        let written = written(&parameter, &value)
            .replace("%5B", "[")
            .replace("%5D", "]");
        let inner = if matches!(parameter.nested, Nested::Indices) {
            "[0]"
        } else {
            "[]"
        };
        assert_eq!(
            written,
            format!("f[a][0][b]=1&f[a][0][c]{inner}=2&f[a][1][b]=3")
        );
    }
}

#[test]
fn headers_are_not_encoded() {
    let parameter = Parameter::header("X").exploded();
    assert_eq!(
        written(&parameter, &json!({"R": "a b", "G": "ü"})),
        "R=a b,G=ü"
    );
}
