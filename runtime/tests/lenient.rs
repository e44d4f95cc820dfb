//! Servers do not always send what their documents say: what is borne, and what is told instead, with its place.
#![allow(clippy::unwrap_used)] // helpers of tests are no tests to clippy

use clientsmith_runtime as rt;

rt::string_enum! {
    pub enum Status { Open = "open", Closed = "closed" }
}

rt::integer_enum! {
    pub enum Level { Low = 1, High = 2 }
}

rt::value_enum! {
    pub enum Size { Auto = "auto", One = 1 }
}

rt::object! {
    pub struct Cat {
        kind: required(String) = "kind",
        lives: required_value(u8) = "lives",
    }
}

rt::tagged_union! {
    pub enum Pet tag "kind" { Cat(Cat) = "cat" }
}

rt::union! {
    pub enum Owner { Name(String): string, Cat(Cat): object requires ["lives"] }
}

rt::object! {
    /// One field of each sort, as the generator writes them.
    pub struct Ticket {
        id: required(String) = "id",
        at: optional(rt::DateTime) = "at",
        due: optional(rt::Time) = "due",
        status: optional(Status) = "status",
        level: optional(Level) = "level",
        size: optional(Size) = "size",
        pet: optional(Pet) = "pet",
        owner: optional(Owner) = "owner",
        pets: optional(Vec<Pet>) = "pets",
        count: optional(i64) = "count",
        ratio: optional(f64) = "ratio",
        is_open: optional(bool) = "isOpen",
        names: optional(rt::Set<String>) = "names",
        note: maybe(String, null_note) = "note",
        seen: nullable(rt::DateTime) = "seen",
    }
}

/// What is read of a ticket with this in it, as it is written again; or what is said.
fn read(inside: &str) -> String {
    let text = format!(r#"{{"id":"t",{inside}}}"#);
    match rt::from_slice::<Ticket>(text.as_bytes()) {
        Ok(ticket) => {
            let text = String::from_utf8(rt::to_vec(&ticket).unwrap()).unwrap();
            let inside = text.strip_prefix(r#"{"id":"t","#).unwrap();
            inside
                .strip_suffix('}')
                .unwrap()
                .replace(r#","seen":null"#, "")
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_servers_send_instead_is_borne() {
    for (sent, written) in [
        // No offset means UTC; a space for `T`; any number of digits; an offset without colon.
        (
            r#""at":"2026-05-15T19:44:51""#,
            r#""at":"2026-05-15T19:44:51Z""#,
        ),
        (
            r#""at":"2026-05-15 19:44:51.5""#,
            r#""at":"2026-05-15T19:44:51.5Z""#,
        ),
        (
            r#""at":"2026-05-15T19:44:51.4279001234567+0200""#,
            r#""at":"2026-05-15T17:44:51.427900123Z""#,
        ),
        (
            r#""at":"Fri, 15 May 2026 19:44:51 GMT""#,
            r#""at":"2026-05-15T19:44:51Z""#,
        ),
        (r#""due":"19:44""#, r#""due":"19:44:00""#),
        // Values, tags and alternatives that the document does not list are kept as they are.
        (r#""status":"merged""#, r#""status":"merged""#),
        (r#""status":"OPEN""#, r#""status":"OPEN""#),
        (r#""status":"""#, r#""status":"""#),
        (r#""level":3"#, r#""level":3"#),
        (r#""size":[1]"#, r#""size":[1]"#),
        (
            r#""pet":{"kind":"dog","legs":4}"#,
            r#""pet":{"kind":"dog","legs":4}"#,
        ),
        (r#""pet":{"legs":4}"#, r#""pet":{"legs":4}"#),
        (r#""pet":"cat""#, r#""pet":"cat""#),
        (
            r#""pets":[{"kind":"dog"},{"lives":9,"kind":"cat"}]"#,
            r#""pets":[{"kind":"dog"},{"kind":"cat","lives":9}]"#,
        ),
        (r#""owner":7"#, r#""owner":7"#),
        // Whole numbers are numbers, and numbers without a fraction are whole.
        (r#""count":3.0"#, r#""count":3"#),
        (r#""level":2.0"#, r#""level":2"#),
        (r#""ratio":3"#, r#""ratio":3.0"#),
        // What comes twice in a set counts once.
        (r#""names":["a","b","a"]"#, r#""names":["a","b"]"#),
        // Of a key that is given twice the last value counts.
        (r#""count":1,"count":2"#, r#""count":2"#),
        // What nobody knows is skipped, however it is made.
        (r#""new":{"a":[1,{"b":null}]},"count":1"#, r#""count":1"#),
    ] {
        assert_eq!(read(sent), written, "{sent}");
    }
}

#[test]
fn null_is_absent_where_the_document_knows_no_null() {
    let fields = [
        "at", "due", "status", "level", "size", "pet", "owner", "pets", "count", "ratio", "isOpen",
        "names",
    ];
    for field in fields {
        let sent = format!(r#""{field}":null,"count":1"#);
        assert_eq!(read(&sent), r#""count":1"#, "{field}");
    }
    assert_eq!(read(r#""note":null"#), r#""note":null"#);
}

#[test]
fn what_another_kind_of_value_means_is_not_guessed() {
    for (sent, said) in [
        (r#""id":7"#, "$.id: expected a string, found integer `7`"),
        (r#""id":null"#, "$.id: expected a string, found null"),
        (
            r#""count":"7""#,
            r#"$.count: expected an integer (i64), found string "7""#,
        ),
        (
            r#""count":1.5"#,
            "$.count: expected an integer (i64), found floating point `1.5`",
        ),
        (
            r#""isOpen":1"#,
            "$.isOpen: expected a boolean, found integer `1`",
        ),
        (
            r#""isOpen":"true""#,
            r#"$.isOpen: expected a boolean, found string "true""#,
        ),
        (
            r#""status":7"#,
            "$.status: expected a string, found integer `7`",
        ),
        (
            r#""at":"soon""#,
            r#"$.at: expected a date and time (RFC 3339), found string "soon""#,
        ),
        (
            r#""at":1747338291"#,
            "$.at: expected a date and time (RFC 3339), found integer `1747338291`",
        ),
        // Of a union the only alternative that is an object has to be what an object is.
        (
            r#""owner":{"kind":"cat"}"#,
            "$.owner: missing field `lives`",
        ),
        (r#""pets":{}"#, "$.pets: expected an array, found an object"),
        (
            r#""pets":[{"kind":"cat"}]"#,
            "$.pets[0]: missing field `lives`",
        ),
        (
            r#""pet":{"kind":"cat","lives":null}"#,
            "$.pet.lives: expected an integer (u8), found null",
        ),
    ] {
        assert_eq!(read(sent), said, "{sent}");
    }
    let missing = rt::from_slice::<Ticket>(b"{}").unwrap_err();
    assert_eq!(missing.to_string(), "$: missing field `id`");
}
