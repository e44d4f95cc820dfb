//! Declarations as the generator writes them, with names and attributes that could offend a lint, compile without a warning.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, clippy::all)]
// As in a generated file that has anything deprecated.
#![allow(deprecated)]

use clientsmith_runtime as rt;

const BROKEN: &str = r#"$.a: longer than 3 characters (maxLength), found "axxx""#;

rt::object! {
    /// A struct whose constructor takes nothing.
    pub struct Nothing: Default {}
}

rt::object! {
    pub struct Undocumented {
        a: required(String) = "a" [MaxLength(3), Pattern("^a")],
        b: required_value(i64) = "b" [Minimum(1.0)],
        c: required_value(bool) = "c",
        d: required_value(f64) = "d",
        e: required(Vec<Value>) = "e" [Items(&[MinLength(1)])],
        f: required(Kind) = "f",
        g: required_value(u8) = "g",
        h: required(rt::Map<Pet>) = "h",
        kind: preset(Kind = Kind) = "kind",
        add: optional_value(u64) = "add" [Maximum(2.0)],
        is_open: optional(bool) = "isOpen",
        into_text: optional(Box<Undocumented>) = "into-text",
        from: nullable(rt::DateTime) = "from",
        size: nullable(u32) = "size",
        r#type: maybe(Status, null_type) = "type",
        not: maybe_value(f32, null_not) = "not" [Maximum(2.0)],
        nick: maybe(rt::Set<String>, null_nick) = "nick" [MinItems(1), MaxItems(20)],
        others: extra(rt::Value) [MaxProperties(3)],
    } validate
}

rt::object! {
    /// An old struct.
    #[derive(Default)]
    #[deprecated]
    pub struct Old {
        /// An old field.
        #[deprecated]
        name: optional(String) = "name",
        #[deprecated = "use another"]
        id: required(rt::Uuid) = "id",
    }
}

rt::string_enum! {
    /// A status.
    pub enum Status { New = "new", Self_ = "self" }
}

rt::string_enum! {
    #[deprecated]
    pub enum OldStatus {
        /// New.
        #[deprecated]
        New = "new",
        Empty = "",
    }
}

rt::string_enum! { pub enum Never {} }

rt::integer_enum! {
    #[deprecated]
    pub enum Level { Low = -1, #[deprecated] High = 10 }
}

rt::value_enum! {
    #[deprecated]
    pub enum Mixed { A = "a", One = 1, Half = -0.5, #[deprecated] Yes = true }
}

rt::constant! { pub struct Kind = "cat"; }
rt::constant! { #[deprecated] pub struct Two = 2; }

rt::newtype! { pub struct Tree(Vec<Tree>) [MinItems(1), UniqueItems] validate; }
rt::newtype! { #[deprecated] pub struct Name(String); }

rt::tuple! { pub struct Point(f64, f64, Option<String>) rest(i64) validate; }
rt::tuple! { #[deprecated] pub struct Single(Kind); }

rt::union! {
    pub enum Value {
        Undocumented(Box<Undocumented>): object requires ["a", "b"] constants ["kind" = "cat", "b" = 2],
        #[deprecated]
        Nothing(Nothing): object,
        Text(String): string,
        Points(Vec<Point>): array | null,
    } validate
}
rt::union! { #[deprecated] pub enum Anything { Any(rt::Value): any } }

rt::tagged_union! {
    pub enum Pet tag "petType" {
        Cat(Nothing) = "cat" | "kitten",
        #[deprecated]
        Dog(Box<Undocumented>) = "dog",
    } validate
}
rt::tagged_union! {
    #[deprecated]
    pub enum Beast tag "kind" default Other(rt::Map<rt::Value>) { Cat(Nothing) = "cat" }
}
rt::tagged_union! { pub enum Fish tag "kind" default Cat { Cat(Nothing) = "cat" } }

#[test]
fn what_is_declared_goes_there_and_back() -> Result<(), rt::JsonError> {
    let text = r#"{"a":"axxx","b":1,"c":true,"d":0.5,"e":["t",{}],"f":"cat","g":7,"h":{"p":{"petType":"cat"}},"kind":"cat","from":null,"size":null,"not":null,"nick":["a"],"more":[null]}"#;
    let read: Undocumented = rt::from_slice(text.as_bytes())?;
    assert_eq!(serde_json::to_string(&read).ok().as_deref(), Some(text));
    let said = read.validate().map_err(|error| error.to_string());
    assert_eq!(said, Err(BROKEN.to_owned()));
    Ok(())
}
