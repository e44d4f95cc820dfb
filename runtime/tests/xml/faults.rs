//! XML that does not fit, and values that XML cannot hold.

use super::read;
use clientsmith_runtime as rt;

rt::object! {
    struct Tag { id: required(i64) = "id", name: optional(String) = "name"  }
}
rt::object! {
    struct Pet {
        name: required(String) = "name",
        tags: required(Vec<Tag>) = "tags",
        age: optional(u8) = "age",
        chipped: optional(bool) = "chipped",
        seen: optional(rt::Date) = "seen",
        others: extra(i64),
    }
}
rt::xml! { Tag (element "tag") object { "id" (attribute "id") number(), "name" (text "") text() } }
rt::xml! {
    Pet (element "pet" in "urn:pets") object {
        "name" (element "name") text(),
        "tags" (element "tags") list((element "tag") of(Tag)),
        "age" (element "age") number(),
        "chipped" (element "chipped") boolean(),
        "seen" (element "seen") word(),
        _ (element "") number(),
    }
}

fn fault(inner: &str) -> String {
    read::<Pet>(&format!("<pet xmlns='urn:pets'>{inner}</pet>")).unwrap_err()
}

#[test]
fn a_fault_tells_its_path() {
    for (inner, expected) in [
        ("", "/pet: missing field `name`"),
        ("<name/>", "/pet: missing field `tags`"),
        (
            "<name/><tags><tag id='1'/><x/><tag id='b'/></tags>",
            "/pet/tags/tag[2]/@id: expected an integer (i64), found string \"b\"",
        ),
        (
            "<name/><tags><tag/></tags>",
            "/pet/tags/tag[1]: missing field `id`",
        ),
        (
            "<name/><tags/><age>256</age>",
            "/pet/age: expected an integer (u8), found integer `256`",
        ),
        (
            "<name/><tags/><chipped>no</chipped>",
            "/pet/chipped: expected a boolean, found string \"no\"",
        ),
        (
            "<name>a<b>c</b></name><tags/>",
            "/pet/name: expected text, found the element `b`",
        ),
        (
            "<name/><tags/><legs>four</legs>",
            "/pet/legs: expected an integer (i64), found string \"four\"",
        ),
    ] {
        assert_eq!(fault(inner), expected, "{inner}");
    }
}

#[test]
fn the_root_has_its_name_and_namespace() {
    assert_eq!(
        read::<Pet>("<pet/>").unwrap_err(),
        "/pet: expected the element `pet` of the namespace `urn:pets`"
    );
    assert_eq!(
        read::<Tag>("<error>no</error>").unwrap_err(),
        "/error: expected the element `tag`"
    );
}

#[test]
fn what_is_not_known_is_skipped_and_blanks_around_words_mean_nothing() {
    let text = "<p:pet xmlns:p='urn:pets' x='1'>
        <!-- one --><name> Ada </name>
        <tags><tag id=' 7 ' y='2'>a</tag></tags>
        <age> 3 </age><chipped>
        1</chipped> <seen> 2024-02-29 </seen> <legs>4</legs>
    </p:pet>";
    let pet: Pet = read(text).unwrap();
    assert_eq!(
        (pet.name.as_str(), pet.age, pet.chipped),
        (" Ada ", Some(3), Some(true))
    );
    assert_eq!(
        pet.tags,
        [Tag {
            id: 7,
            name: Some("a".into())
        }]
    );
    assert_eq!(pet.seen.unwrap().to_string(), "2024-02-29");
    assert_eq!(pet.others, rt::Map::from([("legs".to_owned(), 4)]));
}

#[test]
fn an_empty_element_is_null_where_there_is_no_empty_value() {
    let pet = "<pet xmlns='urn:pets'><name/><tags/><age/><chipped></chipped><seen> </seen></pet>";
    let pet: Pet = read(pet).unwrap();
    assert_eq!(
        (pet.name.as_str(), pet.age, pet.chipped, pet.seen),
        ("", None, None, None)
    );
}

#[test]
fn what_xml_cannot_hold_is_not_written() {
    let pet = |name: &str, key: &str| Pet {
        name: name.to_owned(),
        tags: vec![],
        age: None,
        chipped: None,
        seen: None,
        others: rt::Map::from([(key.to_owned(), 1)]),
    };
    let fault = |value| rt::to_xml(&value).unwrap_err().to_string();
    assert_eq!(
        fault(pet("a\0", "b")),
        "/pet/name: the character '\\0' has no place in XML"
    );
    assert_eq!(
        fault(pet("a", "b c")),
        "/pet: \"b c\" is no name of an element"
    );
    assert_eq!(fault(pet("a", "")), "/pet: \"\" is no name of an element");
    assert_eq!(
        rt::to_xml(&vec![1, 2]).unwrap_err().to_string(),
        "/: the root element has no name"
    );
}

#[test]
fn text_cannot_become_markup() {
    let pet: Tag = rt::from_slice(br#"{"id": 1, "name": "</tag><a b=\"c\">&lt;\r\n]]>"}"#).unwrap();
    let text = rt::to_xml(&pet).unwrap();
    assert!(
        !text.contains("<a") && text.contains("&lt;/tag&gt;"),
        "{text}"
    );
    assert_eq!(rt::from_xml::<Tag>(text.as_bytes()), Ok(pet));
}

rt::object! {
    struct Within { id: required(i64) = "id", next: optional(Box<Within>) = "next"  }
}
rt::xml! { Within (element "a") object { "id" (attribute "id") number(), "next" (none "") of(Within) } }

#[test]
fn objects_that_stand_for_no_node_end_somewhere() {
    let fault = read::<Within>("<a id='1'/>").unwrap_err();
    assert_eq!(fault, "/a: values are nested more than 128 deep");
}
