//! The examples of the specification: OpenAPI 3.0.4 and 3.1.1 §4.8.26.2, OpenAPI 3.2.0 §4.26.6. Where those of both differ
//! only in how the document says a thing, the XML is the same and stands here once.

use super::{both_ways, read, written};
use clientsmith_runtime as rt;

const ANIMALS: &str = r#"{"animals": ["dog", "cat", "hamster"]}"#;

/// A `document` with one property, `animals`, of this type and of this XML.
macro_rules! document {
    ($name:ident: $type:ty = $head:tt $word:ident $argument:tt) => {
        rt::object! {
            struct $name { animals: required($type) = "animals", }
        }
        rt::xml! { $name (element "document") object { "animals" $head $word $argument } }
    };
}

#[test]
fn a_text() {
    document!(Document: String = (element "animals") text());
    both_ways::<Document>(
        r#"{"animals": "dog, cat, hamster"}"#,
        "<document><animals>dog, cat, hamster</animals></document>",
    );
}

#[test]
fn an_array() {
    document!(Document: Vec<String> = (none "" required) list((element "animals") text()));
    both_ways::<Document>(
        ANIMALS,
        "<document><animals>dog</animals><animals>cat</animals><animals>hamster</animals></document>",
    );
    both_ways::<Document>(
        r#"{"animals": ["dog"]}"#,
        "<document><animals>dog</animals></document>",
    );
    both_ways::<Document>(r#"{"animals": []}"#, "<document></document>");
}

#[test]
fn another_name_for_elements_of_an_array() {
    document!(Document: Vec<String> = (none "" required) list((element "animal") text()));
    both_ways::<Document>(
        ANIMALS,
        "<document><animal>dog</animal><animal>cat</animal><animal>hamster</animal></document>",
    );
}

#[test]
fn an_array_in_an_element() {
    document!(Alike: Vec<String> = (element "animals") list((element "animals") text()));
    both_ways::<Alike>(
        ANIMALS,
        "<document><animals><animals>dog</animals><animals>cat</animals>\
         <animals>hamster</animals></animals></document>",
    );
    document!(Named: Vec<String> = (element "aliens") list((element "animal") text()));
    both_ways::<Named>(
        ANIMALS,
        "<document><aliens><animal>dog</animal><animal>cat</animal>\
         <animal>hamster</animal></aliens></document>",
    );
    both_ways::<Named>(
        r#"{"animals": []}"#,
        "<document><aliens></aliens></document>",
    );
    assert_eq!(
        read::<Named>("<document/>").map(|_| ()),
        Err("/document: missing field `animals`".to_owned())
    );
}

#[test]
fn an_attribute_a_prefix_and_a_namespace() {
    rt::object! {
        struct Person { id: required(i32) = "id", name: required(String) = "name"  }
    }
    rt::xml! {
        Person (element "Person") object {
            "id" (attribute "id") number(),
            "name" (element "name" in "https://example.com/schema/sample" as "sample") text(),
        }
    }
    both_ways::<Person>(
        r#"{"id": 123, "name": "example"}"#,
        r#"<Person id="123"><sample:name xmlns:sample="https://example.com/schema/sample">example</sample:name></Person>"#,
    );
    // A prefix is what the document makes of it; the namespace is what counts.
    let other = r#"<Person xmlns:s="https://example.com/schema/sample" id="123"><s:name>a</s:name><name>b</name></Person>"#;
    assert_eq!(read::<Person>(other).unwrap().name, "a");
    assert_eq!(
        read::<Person>(r#"<Person id="123"><name>b</name></Person>"#).map(|_| ()),
        Err("/Person: missing field `name`".to_owned())
    );
}

#[test]
fn elements_with_attributes_and_text() {
    rt::object! {
        struct Animal { kind: required(String) = "kind", name: required(String) = "name"  }
    }
    rt::xml! {
        Animal (element "animal") object {
            "kind" (attribute "kind") text(),
            "name" (text "" required) text(),
        }
    }
    rt::newtype! { struct Animals(Vec<Animal>); }
    rt::xml! { Animals (element "animals") list((element "animal") of(Animal)) }
    let xml =
        r#"<animals><animal kind="Cat">Fluffy</animal><animal kind="Dog">Fido</animal></animals>"#;
    both_ways::<Animals>(
        r#"[{"kind": "Cat", "name": "Fluffy"}, {"kind": "Dog", "name": "Fido"}]"#,
        xml,
    );
    // An array that has no name of its own is read from any root.
    let animals: Vec<Animal> = read(xml).unwrap();
    assert_eq!(animals, read::<Animals>(xml).unwrap().0);
}

#[test]
fn a_referenced_element_with_cdata() {
    rt::object! {
        struct Documentation { content: required(String) = "content"  }
    }
    rt::xml! { Documentation (element "Documentation") object { "content" (cdata "" required) text() } }
    let json =
        r#"{"content": "<html><head><title>Awesome Docs</title></head><body></body><html>"}"#;
    let value: Documentation = rt::from_slice(json.as_bytes()).unwrap();
    let xml = "<Documentation><![CDATA[<html><head><title>Awesome Docs</title></head><body></body><html>]]></Documentation>";
    assert_eq!(written(&value), xml);
    assert_eq!(read(xml), Ok(value));
    let ends = Documentation {
        content: "a]]>b".to_owned(),
    };
    assert_eq!(
        written(&ends),
        "<Documentation><![CDATA[a]]]]><![CDATA[>b]]></Documentation>"
    );
    assert_eq!(read(&written(&ends)), Ok(ends));
}

#[test]
fn an_element_whose_type_has_none() {
    rt::object! {
        struct Content { content: required(String) = "content", lang: optional(String) = "lang"  }
    }
    rt::xml! { Content (none "") object { "content" (cdata "" required) text(), "lang" (attribute "lang") text() } }
    rt::object! {
        struct Stored { content: optional(Content) = "content", id: required(u8) = "id"  }
    }
    rt::xml! {
        Stored (element "StoredDocument") object {
            "content" (none "") of(Content),
            "id" (attribute "id") number(),
        }
    }
    both_ways::<Stored>(
        r#"{"content": {"content": "a", "lang": "en"}, "id": 1}"#,
        r#"<StoredDocument lang="en" id="1"><![CDATA[a]]></StoredDocument>"#,
    );
}

#[test]
fn ordered_elements_and_null() {
    rt::object! {
        struct Two { unit: required(String) = "unit", value: required(f64) = "value"  }
    }
    rt::xml! { Two (element "Two") object { "unit" (attribute "unit") text(), "value" (text "" required) number() } }
    rt::tuple! { struct OneTwoThree(String, Two, Option<bool>); }
    rt::xml! { OneTwoThree (element "OneTwoThree")
    tuple { (element "One") text(), (element "Two") of(Two), (element "Three") boolean() } }
    let value = OneTwoThree(
        "Some text".into(),
        Two {
            unit: "cubits".into(),
            value: 42.0,
        },
        None,
    );
    let xml = r#"<OneTwoThree><One>Some text</One><Two unit="cubits">42</Two></OneTwoThree>"#;
    assert_eq!(written(&value), xml);
    assert_eq!(read(xml).as_ref(), Ok(&value));
    let with_null = r#"<OneTwoThree>
        <One>Some text</One> <Two unit="cubits">42</Two>
        <Three xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>
    </OneTwoThree>"#;
    assert_eq!(read(with_null), Ok(value));
}

#[test]
fn ordered_elements_and_text() {
    rt::tuple! { struct Report(String, f64, String); }
    rt::xml! { Report (element "Report") tuple { (text "") text(), (element "data") number(), (text "") text() } }
    let value = Report(
        "Some preamble text.".into(),
        42.0,
        "Some postamble text.".into(),
    );
    let xml = "<Report>Some preamble text.<data>42</data>Some postamble text.</Report>";
    assert_eq!(written(&value), xml);
    assert_eq!(read(xml), Ok(value));
}

#[test]
fn null() {
    rt::object! {
        struct Product {
            count: nullable(i64) = "count",
            rating: optional(String) = "rating",
            description: required(String) = "description",
            related: nullable(rt::Map<String>) = "related",
        }
    }
    rt::xml! {
        Product (element "product") object {
            "count" (attribute "count") number(),
            "rating" (attribute "rating") text(),
            "description" (element "description") text(),
            "related" (element "related") map((element "") text()),
        }
    }
    both_ways::<Product>(
        r#"{"count": null, "description": "Thing", "related": null}"#,
        r#"<product><description>Thing</description><related xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></product>"#,
    );
    both_ways::<Product>(
        r#"{"count": 42, "description": "Thing", "related": {}}"#,
        r#"<product count="42"><description>Thing</description><related></related></product>"#,
    );
}
