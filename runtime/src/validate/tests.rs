#![allow(dead_code)] // setters, and `validate` of types that only stand in others

use crate as rt;
use rt::{Map, Maybe, Redacted, SecretString};

rt::object! {
    #[derive(Default)]
    pub(crate) struct Profile {
        age: required(u8) = "age" [Minimum(18.0), ExclusiveMaximum(100.0)],
        ratio: required(f64) = "ratio" [MultipleOf(0.1)],
    } validate
}

rt::object! {
    #[derive(Default)]
    pub(crate) struct User {
        id: optional(String) = "external id" [MinLength(2), MaxLength(4)],
        token: required(SecretString) = "token" [MaxLength(3)],
        pins: required(Redacted<Vec<String>>) = "pins" [Items(&[MaxLength(1)])],
        nick: maybe(String, null_nick) = "nick" [MaxLength(2)],
        tags: required(Vec<String>) = "tags" [MinItems(1), MaxItems(2), UniqueItems, Items(&[MinLength(1)])],
        scores: required(Map<i64>) = "scores" [MaxProperties(1), Values(&[Maximum(10.0)])],
        profile: optional(Box<Profile>) = "profile",
        others: extra(Profile) [MinProperties(0)],
    } validate
}

fn good() -> User {
    User {
        tags: vec!["a".into()],
        profile: Some(Box::new(Profile {
            age: 20,
            ratio: 0.3,
        })),
        ..User::default()
    }
}

fn said(user: &User) -> Vec<String> {
    user.validate()
        .err()
        .map(|error| error.violations().iter().map(ToString::to_string).collect())
        .unwrap_or_default()
}

#[test]
fn what_is_as_demanded_passes() {
    assert_eq!(good().validate(), Ok(()));
}

#[test]
fn all_faults_are_collected_with_their_places() {
    let user = User {
        id: Some("ünïcödé".into()),
        nick: Maybe::Value("abc".into()),
        tags: vec!["a".into(), String::new(), "a".into()],
        scores: Map::from([("x".to_owned(), 11), ("y".to_owned(), 2)]),
        profile: Some(Box::new(Profile {
            age: 7,
            ratio: 0.35,
        })),
        others: Map::from([(
            "a b".to_owned(),
            Profile {
                age: 100,
                ratio: 1.0,
            },
        )]),
        ..good()
    };
    assert_eq!(
        said(&user),
        [
            r#"$["external id"]: longer than 4 characters (maxLength), found "ünïcödé""#,
            r#"$.nick: longer than 2 characters (maxLength), found "abc""#,
            "$.tags: more than 2 elements (maxItems), found 3",
            "$.tags: an element is there twice (uniqueItems), found again at index 2",
            r#"$.tags[1]: shorter than 1 character (minLength), found """#,
            "$.scores: more than 1 entry (maxProperties), found 2",
            "$.scores.x: more than 10 (maximum), found 11",
            "$.profile.age: less than 18 (minimum), found 7",
            "$.profile.ratio: not a multiple of 0.1 (multipleOf), found 0.35",
            r#"$["a b"].age: not less than 100 (exclusiveMaximum), found 100"#,
        ]
    );
}

#[test]
fn a_secret_is_never_shown_and_a_long_value_is_cut() {
    let user = User {
        token: "hunter2".into(),
        pins: Redacted(vec!["1234".into()]),
        id: Some("x".repeat(100)),
        ..good()
    };
    let said = said(&user);
    assert_eq!(
        said[0],
        format!(
            r#"$["external id"]: longer than 4 characters (maxLength), found "{}"…"#,
            "x".repeat(40)
        )
    );
    assert_eq!(
        said[1..],
        [
            "$.token: longer than 3 characters (maxLength)",
            "$.pins[0]: longer than 1 character (maxLength)"
        ]
    );
}

rt::newtype! {
    pub(crate) struct Names(Vec<String>) [MinItems(1)] validate;
}

rt::union! {
    pub(crate) enum Choice {
        Names(Names): array,
        Profile(Profile): object,
        Count(i64): integer,
    } validate
}

rt::object! {
    pub(crate) struct Lax {
        profile: required(Profile) = "profile",
    }
}

#[test]
fn what_newtypes_and_variants_hold_is_checked_wherever_they_stand() {
    let said = |choice: &Choice| choice.validate().map_err(|error| error.to_string());
    assert_eq!(
        said(&Choice::Names(Names(vec![]))),
        Err("$: fewer than 1 element (minItems), found 0".to_owned())
    );
    assert_eq!(
        said(&Choice::Profile(Profile::default())),
        Err("$.age: less than 18 (minimum), found 0".to_owned())
    );
    assert_eq!(said(&Choice::Count(0)), Ok(()));
    let list = vec![
        Some(Choice::Names(Names(vec!["a".into()]))),
        None,
        Some(Choice::Names(Names(vec![]))),
    ];
    assert_eq!(rt::check(&list).unwrap_err().violations()[0].path(), "$[2]");
}

#[test]
fn a_type_without_demands_ends_the_walk() {
    let lax = Lax {
        profile: Profile::default(),
    };
    assert_eq!(rt::check(&lax), Ok(()));
}

#[cfg(feature = "pattern")]
#[test]
fn patterns_are_those_of_ecma_262() {
    rt::object! {
        struct Id {
            id: required(String) = "id" [Pattern("^[^<>]*$"), Pattern("(?<=a)b("), Pattern(r"^\p{L}")],
            map: required(Map<i64>) = "map" [PropertyNames("^[a-z]+$")],
        } validate
    }
    let id = Id {
        id: "ab".into(),
        map: Map::new(),
    };
    assert!(id.validate().is_ok());
    let id = Id {
        id: "é<b".into(),
        map: Map::from([("A".to_owned(), 1)]),
    };
    assert_eq!(
        id.validate().unwrap_err().to_string(),
        r#"$.id: does not match ^[^<>]*$ (pattern), found "é<b"; $.map: a key does not match ^[a-z]+$ (propertyNames), found "A""#
    );
}
