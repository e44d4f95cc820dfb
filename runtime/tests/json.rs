//! JSON texts are read by the runtime as serde_json reads them, and unions in them as those in a tree.

use clientsmith_runtime as rt;
use proptest::prelude::*;
use rt::{Map, Maybe, Value};

rt::object! {
    pub struct Leaf: Default {
        kind: optional(String) = "kind",
        a: maybe(i64, null_a) = "a",
    }
}

rt::object! {
    pub struct Branch: Default {
        kind: optional(String) = "kind",
        b: optional(Vec<Either>) = "b",
        a: optional(Box<Either>) = "a",
    }
}

rt::object! {
    pub struct Open: Default {
        kind: optional(Value) = "kind",
        others: extra(Either),
    }
}

rt::union! {
    /// Everything that a union can tell variants apart by.
    pub enum Either {
        Leaf(Leaf): object requires ["a"] constants ["kind" = "leaf" | "é"],
        Branch(Branch): object constants ["kind" = "branch"],
        Open(Open): object requires ["kind"],
        Table(Map<i64>): object,
        Numbers(Vec<i64>): array,
        Many(Vec<Either>): array | null,
        Time(rt::DateTime): string,
        Text(String): string,
        Count(i64): integer,
        Ratio(f64): number,
    }
}

rt::tagged_union! {
    pub enum Tagged tag "kind" default Other(Either) {
        Leaf(Leaf) = "leaf" | "é",
        Branch(Branch) = "branch",
    }
}

rt::tuple! {
    pub struct Pair(Maybe<Either>, Option<Tagged>) rest(Value);
}

rt::string_enum! { pub enum Name { Leaf = "leaf", Accented = "é" } }

rt::integer_enum! { pub enum Number { Zero = 0, One = 1 } }

rt::value_enum! { pub enum Word { X = "x", Yes = true, Seven = -7 } }

rt::object! {
    /// The sorts of fields that read a text or a number as something else.
    pub struct Sorts: Default {
        kind: optional(Name) = "kind",
        a: nullable(Number) = "a",
        b: optional(rt::Set<String>) = "b",
        x: maybe(rt::DateTime, null_x) = "x",
        others: extra(Word),
    }
}

/// A JSON text of a value, in one of the many ways in which it can be written.
#[derive(Debug, Clone)]
struct Written(String);

fn blank() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just(""), 1 => Just(" "), 1 => Just("\n\t\r ")]
}

/// A string, some of its characters as escapes.
fn string() -> impl Strategy<Value = String> {
    const KNOWN: [&str; 8] = [
        "kind",
        "a",
        "b",
        "leaf",
        "branch",
        "é",
        "2026-05-15T19:44:51Z",
        "x",
    ];
    let text = prop_oneof![8 => proptest::sample::select(&KNOWN[..]).prop_map(str::to_owned), 1 => any::<String>()];
    (text, proptest::option::weighted(0.2, any::<u32>())).prop_map(|(text, escaped)| {
        let Some(escaped) = escaped else {
            return Value::from(text).to_string();
        };
        let mut written = String::from('"');
        for (index, character) in text.chars().enumerate() {
            if escaped >> (index % 32) & 1 == 1 {
                let units = &mut [0; 2];
                for unit in character.encode_utf16(units) {
                    written.push_str(&format!("\\u{unit:04x}"));
                }
            } else {
                let quoted = Value::from(character.to_string()).to_string();
                let inside = quoted
                    .strip_prefix('"')
                    .and_then(|text| text.strip_suffix('"'));
                written.push_str(inside.unwrap_or_default());
            }
        }
        written + "\""
    })
}

fn scalar() -> impl Strategy<Value = String> {
    const WORDS: [&str; 11] = [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1.0",
        "1e3",
        "0.1",
        "-7",
        "18446744073709551616",
        "1E-400",
    ];
    prop_oneof![
        3 => string(),
        2 => proptest::sample::select(&WORDS[..]).prop_map(str::to_owned),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => any::<f64>().prop_map(|number| Value::from(number).to_string()),
    ]
}

/// Several values between two brackets.
fn joined(begin: char, items: Vec<(String, &str)>, end: char) -> String {
    let mut text = String::from(begin);
    for (index, (item, blank)) in items.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&format!("{blank}{item}{blank}"));
    }
    text.push(end);
    text
}

fn json() -> impl Strategy<Value = Written> {
    let any_json = scalar().prop_recursive(5, 40, 5, |inner| {
        let list = proptest::collection::vec((inner.clone(), blank()), 0..4);
        let entries = proptest::collection::vec(((string(), inner), blank()), 0..5);
        prop_oneof![
            1 => list.prop_map(|list| joined('[', list, ']')),
            3 => entries.prop_map(|entries| {
                let mut keys = Vec::new();
                let entries = entries.into_iter().filter_map(|((key, value), blank)| {
                    // Of a key that is given twice it is not said what it means.
                    let read: String = serde_json::from_str(&key).ok()?;
                    let is_new = !keys.contains(&read);
                    keys.push(read);
                    is_new.then(|| (format!("{key}{blank}:{blank}{value}"), blank))
                });
                joined('{', entries.collect(), '}')
            }),
        ]
    });
    any_json.prop_map(Written)
}

fn same<T: rt::Field + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(
    text: &[u8],
) -> Result<(), TestCaseError> {
    let ours = rt::from_slice::<T>(text).map_err(|error| error.to_string());
    let theirs = serde_json::from_slice::<T>(text);
    prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?} {:?}", ours, theirs);
    if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
        prop_assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_is_read_as_serde_json_reads_it(Written(text) in json()) {
        same::<Value>(text.as_bytes())?;
        same::<Either>(text.as_bytes())?;
        same::<Vec<Either>>(text.as_bytes())?;
        same::<Tagged>(text.as_bytes())?;
        same::<Pair>(text.as_bytes())?;
        same::<Branch>(text.as_bytes())?;
        same::<Map<Sorts>>(text.as_bytes())?;
        same::<Sorts>(text.as_bytes())?;
    }

    #[test]
    fn a_broken_text_is_refused_as_serde_json_refuses_it(
        Written(text) in json(),
        at in any::<prop::sample::Index>(),
        byte in proptest::option::of(any::<u8>()),
    ) {
        let mut bytes = text.into_bytes();
        let at = at.index(bytes.len());
        match byte {
            Some(byte) => bytes[at] = byte,
            None => drop(bytes.remove(at)),
        }
        same::<Value>(&bytes)?;
        same::<Vec<Branch>>(&bytes)?;
        same::<Leaf>(&bytes)?;
    }

    #[test]
    fn what_is_written_is_what_serde_json_writes(Written(text) in json()) {
        if let Ok(value) = rt::from_slice::<Either>(text.as_bytes()) {
            prop_assert_eq!(rt::to_vec(&value).unwrap(), serde_json::to_vec(&value).unwrap());
        }
        if let Ok(value) = rt::from_slice::<Sorts>(text.as_bytes()) {
            prop_assert_eq!(rt::to_vec(&value).unwrap(), serde_json::to_vec(&value).unwrap());
        }
        if let Ok(value) = rt::from_slice::<Pair>(text.as_bytes()) {
            prop_assert_eq!(rt::to_vec(&value).unwrap(), serde_json::to_vec(&value).unwrap());
        }
    }
}

#[test]
fn only_so_deep_are_texts_read() {
    for depth in [126, 127, 128, 100_000] {
        let nested = "[".repeat(depth) + &"]".repeat(depth);
        let ours = rt::from_slice::<Value>(nested.as_bytes());
        let theirs = serde_json::from_str::<Value>(&nested);
        assert_eq!(ours.is_ok(), theirs.is_ok(), "{depth}");
        // What nobody asks for may be deeper.
        let unknown = format!("{{\"unknown\":{nested}}}");
        assert!(
            rt::from_slice::<Leaf>(unknown.as_bytes()).is_ok(),
            "{depth}"
        );
    }
}

#[test]
fn bytes_that_are_no_text_are_skipped_where_nobody_asks_for_them() {
    assert!(rt::from_slice::<Leaf>(b"{\"x\":\"\xff\",\"a\":1}").is_ok());
    assert!(rt::from_slice::<Leaf>(b"{\"kind\":\"\xff\"}").is_err());
}

#[test]
fn of_a_key_given_twice_the_last_counts() {
    let text = br#"{"kind":"branch","kind":"leaf","a":1,"a":2}"#;
    let leaf = Leaf::new().kind("leaf").a(2);
    assert_eq!(rt::from_slice::<Either>(text).unwrap(), Either::Leaf(leaf));
}

rt::object! {
    pub struct Left: Default {
        next: optional(Box<Fork>) = "next",
        left: optional(i64) = "left",
    }
}

rt::object! {
    pub struct Right: Default {
        next: optional(Box<Fork>) = "next",
        right: optional(i64) = "right",
    }
}

rt::union! {
    pub enum Fork { Left(Left): object, Right(Right): object }
}

/// Unions in unions, and in the innermost what both variants know nothing of.
#[test]
fn each_union_chooses_once_however_deep_it_stands() {
    let depth = 120;
    let text = "{\"next\":".repeat(depth) + "{\"x\":1}" + &"}".repeat(depth);
    let fork: Fork = rt::from_slice(text.as_bytes()).unwrap();
    assert_eq!(serde_json::from_str::<Fork>(&text).unwrap(), fork);
}

#[test]
fn what_a_union_within_names_is_named() {
    let read = |text: &str| {
        let read = rt::from_slice::<Fork>(text.as_bytes()).unwrap();
        assert_eq!(serde_json::from_str::<Fork>(text).unwrap(), read, "{text}");
        read
    };
    assert!(matches!(read(r#"{"next":{"right":1}}"#), Fork::Left(_)));
    assert!(matches!(
        read(r#"{"next":{"right":1},"right":1}"#),
        Fork::Right(_)
    ));
    let Fork::Right(right) = read(r#"{"right":1,"next":{"next":{"left":1},"right":2}}"#) else {
        panic!("not the variant that names all keys")
    };
    assert!(matches!(right.next.as_deref(), Some(Fork::Right(_))));
}
