#![allow(dead_code)] // `validate` is made for every type and called for one

use crate as rt;
use rt::{Map, Maybe, Redacted, SecretString, Validate};

#[derive(Debug, Clone, PartialEq, Default)]
struct Profile {
    age: u8,
    ratio: f64,
}
rt::object!(Profile { required age: "age", required ratio: "ratio" });
rt::constraints!(Profile { "age" age: [Minimum(18.0), ExclusiveMaximum(100.0)], "ratio" ratio: [MultipleOf(0.1)] });

#[derive(Debug, Clone, PartialEq, Default)]
struct User {
    id: Option<String>,
    token: SecretString,
    pins: Redacted<Vec<String>>,
    nick: Maybe<String>,
    tags: Vec<String>,
    scores: Map<i64>,
    profile: Option<Box<Profile>>,
    others: Map<Profile>,
}
rt::constraints!(User {
    "external id" id: [MinLength(2), MaxLength(4)],
    "token" token: [MaxLength(3)],
    "pins" pins: [Items(&[MaxLength(1)])],
    "nick" nick: [MaxLength(2)],
    "tags" tags: [MinItems(1), MaxItems(2), UniqueItems, Items(&[MinLength(1)])],
    "scores" scores: [MaxProperties(1), Values(&[Maximum(10.0)])],
    "profile" profile: nested,
    "others" others: [MinProperties(0)] nested,
});

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
            r#"$.tags[1]: shorter than 1 characters (minLength), found """#,
            "$.scores: more than 1 entries (maxProperties), found 2",
            "$.scores.x: more than 10 (maximum), found 11",
            "$.profile.age: less than 18 (minimum), found 7",
            "$.profile.ratio: not a multiple of 0.1 (multipleOf), found 0.35",
            r#"$.others["a b"].age: not less than 100 (exclusiveMaximum), found 100"#,
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
            "$.pins[0]: longer than 1 characters (maxLength)"
        ]
    );
}

#[cfg(feature = "pattern")]
#[test]
fn patterns_are_those_of_ecma_262() {
    struct Id(String, Map<i64>);
    impl Validate for Id {
        fn collect(&self, violations: &mut rt::Violations) {
            violations.field(
                "id",
                &self.0,
                &[
                    rt::Constraint::Pattern("^[^<>]*$"),
                    rt::Constraint::Pattern("(?<=a)b("),
                    rt::Constraint::Pattern(r"^\p{L}"),
                ],
            );
            violations.field("map", &self.1, &[rt::Constraint::PropertyNames("^[a-z]+$")]);
        }
    }
    assert!(Id("ab".into(), Map::new()).check().is_ok());
    let error = Id("é<b".into(), Map::from([("A".to_owned(), 1)]))
        .check()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"$.id: does not match ^[^<>]*$ (pattern), found "é<b"; $.map: a key does not match ^[a-z]+$ (propertyNames), found "A""#
    );
}
