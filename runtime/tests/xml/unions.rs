//! Objects that a tag tells apart, and values of no known type.

use super::{both_ways, read, written};
use clientsmith_runtime as rt;
use rt::Value;
use serde_json::json;

rt::object! {
    struct Cat { lives: required(u8) = "lives", pet_type: required(String) = "petType"  }
}
rt::object! {
    struct Dog { friends: required(Vec<Pet>) = "friends"  }
}
rt::tagged_union! {
    enum Pet tag "petType" { Cat(Cat) = "cat", Dog(Dog) = "dog" | "hound" }
}
rt::xml! {
    Cat (element "Cat") object {
        "lives" (element "lives") number(),
        "petType" (element "type") text(),
    }
}
rt::xml! { Dog (element "Dog") object { "friends" (element "friends") list((element "friend") of(Pet)) } }
rt::xml! { Pet (element "Pet") union("petType" (attribute "petType") text()) { "cat" => Cat, "dog" | "hound" => Dog } }

#[test]
fn a_tag_tells_the_object_wherever_it_stands() {
    both_ways::<Pet>(
        r#"{"lives": 9, "petType": "cat"}"#,
        "<Pet><lives>9</lives><type>cat</type></Pet>",
    );
    let dog = r#"<Pet petType="dog"><friends><friend><lives>1</lives><type>cat</type></friend></friends></Pet>"#;
    let Pet::Dog(Dog { friends }) = read(dog).unwrap() else {
        panic!("no dog")
    };
    assert_eq!(
        friends,
        [Pet::Cat(Cat {
            lives: 1,
            pet_type: "cat".into()
        })]
    );
    assert_eq!(
        read::<Pet>("<Pet><lives>x</lives><type>cat</type></Pet>").unwrap_err(),
        "/Pet/lives: expected an integer (u8), found string \"x\""
    );
}

#[test]
fn a_tag_without_a_property_is_written_too() {
    let dog = Pet::Dog(Dog { friends: vec![] });
    assert_eq!(
        written(&dog),
        r#"<Pet petType="dog"><friends></friends></Pet>"#
    );
    assert_eq!(read(&written(&dog)), Ok(dog));
}

#[test]
fn an_unknown_object_is_kept_as_it_looks() {
    let text = "<Pet petType='fish'><fins>2</fins><fins a='b'>3</fins></Pet>";
    let expected = json!({"petType": "fish", "fins": ["2", {"a": "b", "$text": "3"}]});
    assert_eq!(read::<Pet>(text), Ok(Pet::Unknown(expected)));
}

rt::object! {
    struct Holder { any: optional(Value) = "any", others: extra(Value)  }
}
rt::xml! { Holder (element "holder") object { "any" (element "any") any(), _ (element "") any() } }

#[test]
fn what_has_no_type_is_what_it_looks_like() {
    both_ways::<Holder>(
        r#"{"any": {"a": "1", "b": ["2", {"c": "3"}]}, "d": "4"}"#,
        "<holder><any><a>1</a><b>2</b><b><c>3</c></b></any><d>4</d></holder>",
    );
    both_ways::<Holder>(
        r#"{"any": ["1", "2"]}"#,
        "<holder><any>1</any><any>2</any></holder>",
    );
    both_ways::<Holder>(
        r#"{"any": "", "b": null}"#,
        r#"<holder><any></any><b xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></holder>"#,
    );
}
