use crate as rt;
use rt::{DateTime, Map};

rt::union! {
    pub(crate) enum Scalar {
        Time(DateTime): string,
        Text(String): string from [String, &str],
        Flag(bool): boolean from [bool],
        Count(i64): integer,
        Ratio(f64): number,
        List(Vec<Scalar>): array,
        Table(Map<Scalar>): object,
    }
}

rt::object! {
    pub(crate) struct Dog {
        kind: required(String) = "kind",
        bark: required(u8) = "bark",
    }
}

rt::object! {
    pub(crate) struct Cat {
        kind: optional(String) = "kind",
    }
}

rt::union! {
    pub(crate) enum Pet {
        Dog(Dog): object requires ["bark"] constants ["kind" = "dog"],
        Cat(Box<Cat>): object from [Cat],
        Names(Vec<String>): array | null,
    }
}

#[test]
fn scalars_go_to_the_first_variant_that_reads_them() {
    let text = r#"["2026-01-02T03:04:05Z","x",true,3,4.0,2.5,null,[1],{"a":[false]}]"#;
    let Scalar::List(list) = rt::from_slice(text.as_bytes()).unwrap() else {
        panic!("a list")
    };
    let names: Vec<String> = list
        .iter()
        .map(|scalar| {
            format!("{scalar:?}")
                .split('(')
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    assert_eq!(
        names.join(" "),
        "Time Text Flag Count Count Ratio Unknown List Table"
    );
    assert_eq!(
        serde_json::to_string(&list).unwrap(),
        text.replace("4.0", "4")
    );
}

#[test]
fn objects_are_told_apart_by_keys_and_constants() {
    let read = |text: &str| rt::from_slice::<Pet>(text.as_bytes()).unwrap();
    assert_eq!(
        read(r#"{"bark":1,"kind":"dog"}"#),
        Pet::Dog(Dog {
            kind: "dog".into(),
            bark: 1
        })
    );
    assert_eq!(
        read(r#"{"bark":1,"kind":"cat"}"#),
        Pet::Cat(Box::new(Cat {
            kind: Some("cat".into())
        }))
    );
    // The dog's bark does not fit, so the next variant that takes the object gets it.
    assert_eq!(
        read(r#"{"bark":"loud","kind":"dog"}"#),
        Pet::Cat(Box::new(Cat {
            kind: Some("dog".into())
        }))
    );
    assert_eq!(
        read(r#"{"kind":7}"#),
        Pet::Unknown(serde_json::json!({"kind": 7}))
    );
    assert_eq!(read("7"), Pet::Unknown(7.into()));
}

rt::union! {
    pub(crate) enum Shape {
        Square(Square): object requires ["side"] constants ["kind" = "square"],
        Circle(Circle): object constants ["kind" = "circle"],
    }
}

rt::object! {
    pub(crate) struct Square {
        kind: optional(String) = "kind",
        side: required(i64) = "side",
    }
}

rt::object! {
    pub(crate) struct Circle {
        kind: optional(String) = "kind",
        side: optional(i64) = "side",
        radius: optional(i64) = "radius",
    }
}

#[test]
fn the_variant_that_names_most_keys_is_taken() {
    let read = |text: &str| rt::from_slice::<Shape>(text.as_bytes()).unwrap();
    assert!(matches!(read(r#"{"side":1}"#), Shape::Square(_)));
    assert!(matches!(read(r#"{"side":1,"radius":2}"#), Shape::Circle(_)));
    assert!(matches!(read(r#"{"side":1,"color":2}"#), Shape::Square(_)));
}

rt::union! { pub(crate) enum Account { Person(Person): object, Company(Company): object } }

rt::object! { pub(crate) struct Person { name: optional(String) = "name" } }

rt::object! {
    pub(crate) struct Company {
        vat: optional(String) = "vat",
        seat: optional(String) = "seat",
    }
}

#[test]
fn a_key_that_is_null_tells_less_than_one_that_is_set() {
    let read = |text: &str| rt::from_slice::<Account>(text.as_bytes()).unwrap();
    let text = r#"{"name":"n","vat":null,"seat":null}"#;
    assert!(matches!(read(text), Account::Person(_)));
    assert!(matches!(read(r#"{"vat":null}"#), Account::Company(_)));
}

rt::string_enum! { pub(crate) enum Few { A = "a" } }
rt::string_enum! { pub(crate) enum Many { B = "b", C = "c" } }
rt::union! { pub(crate) enum Either { Few(Few): string, Many(Box<Many>): string } }

#[test]
fn an_enum_that_knows_the_value_goes_first() {
    let read = |text: &str| rt::from_slice::<Either>(text.as_bytes()).unwrap();
    assert_eq!(read(r#""a""#), Either::Few(Few::A));
    assert_eq!(read(r#""c""#), Either::Many(Box::new(Many::C)));
    assert_eq!(read(r#""d""#), Either::Few(Few::Unknown("d".into())));
}

rt::union! {
    pub(crate) enum Setting {
        Options(Options): object constants ["type" = "options"],
        Plain(Plain): object constants ["type" = "text" | "date"],
    }
}

rt::object! {
    pub(crate) struct Options {
        r#type: required(String) = "type",
        options: optional(Vec<Plain>) = "options",
    }
}

rt::object! {
    pub(crate) struct Plain {
        r#type: optional(String) = "type",
    }
}

#[test]
fn one_of_several_constants_tells_as_well() {
    let read = |text: &str| rt::from_slice::<Setting>(text.as_bytes()).unwrap();
    assert!(matches!(read(r#"{"type":"date"}"#), Setting::Plain(_)));
    assert!(matches!(read(r#"{"type":"options"}"#), Setting::Options(_)));
    assert!(matches!(read(r#"{"type":"more"}"#), Setting::Unknown(_)));
}

rt::union! { pub(crate) enum Nested { Plain(Plain): object, Options(Options): object } }

#[test]
fn a_key_of_the_value_counts_more_than_one_within() {
    let read = |text: &str| rt::from_slice::<Nested>(text.as_bytes()).unwrap();
    let text = r#"{"type":"a","options":[{"x":1,"y":2},{"z":3}]}"#;
    assert!(matches!(read(text), Nested::Options(_)));
}

rt::union! { pub(crate) enum Open { Plain(Plain): object, Map(Map<Scalar>): object } }

#[test]
fn a_map_keeps_what_a_struct_would_drop() {
    let read = |text: &str| rt::from_slice::<Open>(text.as_bytes()).unwrap();
    assert!(matches!(read(r#"{"type":"a"}"#), Open::Plain(_)));
    assert!(matches!(read(r#"{"type":"a","x":1}"#), Open::Map(_)));
}

#[test]
fn a_constant_that_need_not_be_there_must_be_right_when_it_is() {
    let read = |text: &str| rt::from_slice::<Shape>(text.as_bytes()).unwrap();
    assert!(matches!(
        read(r#"{"kind":"circle","side":1}"#),
        Shape::Circle(_)
    ));
    assert!(matches!(
        read(r#"{"kind":"line","side":1}"#),
        Shape::Unknown(_)
    ));
}

rt::union! {
    pub(crate) enum Code {
        Number(i64 [Minimum(1.0)]): integer,
        Text(String [MaxLength(2)]): string,
        Any(bool): boolean,
    } validate
}

#[test]
fn what_a_variant_holds_keeps_to_what_is_demanded_of_it() {
    let said = |code: Code| code.validate().map_err(|error| error.to_string());
    assert_eq!(said(Code::Number(1)), Ok(()));
    assert_eq!(said(Code::Any(true)), Ok(()));
    assert_eq!(
        said(Code::Number(0)),
        Err("$: less than 1 (minimum), found 0".to_owned())
    );
    assert!(said(Code::Text("abc".into())).is_err());
}

#[test]
fn what_a_variant_holds_turns_into_it() {
    assert_eq!(Scalar::from("a"), Scalar::Text("a".into()));
    assert_eq!(Scalar::from(true), Scalar::Flag(true));
    let cat = Cat { kind: None };
    assert_eq!(Pet::from(cat.clone()), Pet::Cat(Box::new(cat)));
}

#[test]
fn the_only_variant_for_a_kind_tells_its_fault() {
    let error = rt::from_slice::<Pet>(br#"["a", 7]"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "$[1]: expected a string, found integer `7`"
    );
}
