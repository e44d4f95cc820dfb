//! Declarations as the generator writes them, with names and attributes that could offend a lint, compile without a warning.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, clippy::all)]
// As in a generated file that has anything deprecated.
#![allow(deprecated)]

use clientsmith_runtime as rt;

const BROKEN: &str = r#"$.a: longer than 3 characters (maxLength), found "axxx""#;

rt::object! {
    /// A struct whose constructor takes nothing.
    pub struct Nothing new() {}
}

rt::object! {
    pub struct Undocumented new(
        a: impl Into<String>,
        b: i64,
        c: bool,
        d: f64,
        e: impl Into<Vec<Value>>,
        f: impl Into<Kind>,
        g: u8,
        h: impl Into<rt::Map<Pet>>,
    ) {
        required a: String = "a" [MaxLength(3), Pattern("^a")],
        required b: i64 = "b" [Minimum(1.0)],
        required c: bool = "c",
        required d: f64 = "d",
        required e: Vec<Value> = "e" [Items(&[MinLength(1)])],
        required f: Kind = "f",
        required g: u8 = "g",
        required h: rt::Map<Pet> = "h",
        preset kind: Kind = "kind" (Kind),
        optional add: u64 = "add" by_value [Maximum(2.0)],
        optional is_open: bool = "isOpen",
        optional into_text: Box<Undocumented> = "into-text",
        nullable from: rt::DateTime = "from",
        nullable size: u32 = "size" by_value,
        maybe r#type: Status = "type" null null_type,
        maybe not: f32 = "not" by_value null null_not [Maximum(2.0)],
        maybe nick: rt::Set<String> = "nick" null null_nick [MinItems(1), MaxItems(20)],
        extra others: rt::Value [MaxProperties(3)],
    } validate
}

rt::object! {
    /// An old struct.
    #[derive(Default)]
    #[deprecated]
    pub struct Old {
        /// An old field.
        #[deprecated]
        optional name: String = "name",
        #[deprecated = "use another"]
        required id: rt::Uuid = "id",
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
