use super::{FORM_DATA, multipart};
use crate as rt;
use http_body_util::{BodyExt as _, Full};
use rt::{Content, File, Parameter, PropertyEncoding};
use serde_json::json;

rt::object! {
    struct Upload {
        name: required(String) = "name",
        picture: optional(File) = "picture",
        pages: optional(Vec<File>) = "pages",
        tags: optional(Vec<String>) = "tags",
        size: optional(rt::Map<i64>) = "size",
    }
}

/// The form's text.
async fn written(upload: &Upload, encodings: &[PropertyEncoding]) -> String {
    let (_, content) = multipart(FORM_DATA, rt::Field::view(upload), encodings, "B").unwrap();
    let body = content.open().unwrap().collect().await.unwrap();
    String::from_utf8(body.to_bytes().to_vec()).unwrap()
}

fn stream(text: &'static str) -> Content {
    Content::body(Full::new(rt::Bytes::from_static(text.as_bytes())))
}

#[tokio::test]
async fn each_value_is_a_part_with_its_own_content_type() {
    let upload = Upload::new("ü\r\n")
        .picture(File::from(vec![b'1']).name("a.png").header("X-A", "b"))
        .pages(vec![
            File::from("2"),
            File::from("3").content_type("text/html"),
        ])
        .tags(["x".to_owned(), "y".to_owned()])
        .size([("w".to_owned(), 1)]);
    assert_eq!(
        written(&upload, &[]).await,
        "--B\r\n\
         Content-Disposition: form-data; name=\"name\"\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n\
         ü\r\n\r\n\
         --B\r\n\
         Content-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\
         Content-Type: application/octet-stream\r\n\
         x-a: b\r\n\r\n\
         1\r\n\
         --B\r\n\
         Content-Disposition: form-data; name=\"pages\"; filename=\"blob\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n\
         2\r\n\
         --B\r\n\
         Content-Disposition: form-data; name=\"pages\"; filename=\"blob\"\r\n\
         Content-Type: text/html\r\n\r\n\
         3\r\n\
         --B\r\n\
         Content-Disposition: form-data; name=\"tags\"\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n\
         x\r\n\
         --B\r\n\
         Content-Disposition: form-data; name=\"tags\"\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n\
         y\r\n\
         --B\r\n\
         Content-Disposition: form-data; name=\"size\"\r\n\
         Content-Type: application/json\r\n\r\n\
         {\"w\":1}\r\n\
         --B--\r\n"
    );
}

#[tokio::test]
async fn the_encoding_of_a_property_wins() {
    let upload = Upload::new("n")
        .picture(File::from("1"))
        .tags(["x y".to_owned(), "z".to_owned()]);
    let encodings = [
        PropertyEncoding::of(&["name"])
            .content_type("text/csv")
            .headers(&[("X-Kind", "k")]),
        PropertyEncoding::of(&["picture"]).content_type("image/png"),
        PropertyEncoding::of(&["tags"]).styled(Parameter::query("").pipe_delimited().joined()),
    ];
    assert_eq!(
        written(&upload, &encodings).await,
        "--B\r\n\
         Content-Disposition: form-data; name=\"name\"\r\n\
         Content-Type: text/csv\r\n\
         X-Kind: k\r\n\r\n\
         n\r\n\
         --B\r\n\
         Content-Disposition: form-data; name=\"picture\"; filename=\"blob\"\r\n\
         Content-Type: image/png\r\n\r\n\
         1\r\n\
         --B\r\n\
         Content-Disposition: form-data; name=\"tags\"\r\n\r\n\
         x y|z\r\n\
         --B--\r\n"
    );
}

#[tokio::test]
async fn a_stream_stands_among_bytes_and_its_length_adds_up() {
    let upload = Upload::new("n")
        .picture(stream("12"))
        .pages(vec![File::from("3"), File::new(stream("45"))]);
    let (_, content) = multipart(FORM_DATA, rt::Field::view(&upload), &[], "B").unwrap();
    assert_eq!(content.bytes(), None);
    let length = content.length().unwrap();
    let body = content.open().unwrap().collect().await.unwrap().to_bytes();
    assert_eq!(length, u64::try_from(body.len()).unwrap());
    let body = String::from_utf8(body.to_vec()).unwrap();
    for part in [
        "\r\n\r\n12\r\n--B\r\n",
        "\r\n\r\n3\r\n--B\r\n",
        "\r\n\r\n45\r\n--B--\r\n",
    ] {
        assert!(body.contains(part), "{part:?} in {body}");
    }
}

#[test]
fn a_stream_is_sent_once() {
    let upload = Upload::new("n").picture(stream("12"));
    let form = || multipart(FORM_DATA, rt::Field::view(&upload), &[], "B");
    assert!(form().is_ok());
    assert_eq!(
        form().unwrap_err().to_string(),
        "the body is a stream, which has been sent already"
    );
}

#[test]
fn the_media_type_tells_the_boundary() {
    let (media_type, content) = multipart(FORM_DATA, rt::View::Json(&json!({})), &[], "B").unwrap();
    assert_eq!(media_type, "multipart/form-data; boundary=B");
    assert_eq!(content, Content::from("--B--\r\n"));
    assert!(multipart(FORM_DATA, rt::View::Json(&json!([])), &[], "B").is_err());
}

#[test]
fn a_header_that_could_end_the_head_is_refused() {
    let upload = Upload::new("n").picture(File::from("1").content_type("a\r\nX-A: b"));
    assert!(multipart(FORM_DATA, rt::Field::view(&upload), &[], "B").is_err());
}

#[tokio::test]
async fn parts_without_names_are_told_by_their_places() {
    rt::tuple! { struct Report(rt::Map<i64>, File, Option<File>) rest(File); }
    let encodings = [
        PropertyEncoding::part(),
        PropertyEncoding::part().content_type("image/png"),
        PropertyEncoding::further_parts()
            .content_type("text/css")
            .headers(&[("X-A", "b")]),
    ];
    let meta = rt::Map::from([("a".to_owned(), 1)]);
    let rest = vec![
        File::from("3").name("c.css"),
        File::from("4").content_type("text/html"),
    ];
    let report = Report(meta, File::from("1"), None, rest);
    let view = || rt::Field::view(&report);
    let (media_type, content) = multipart("multipart/related", view(), &encodings, "B").unwrap();
    assert_eq!(
        media_type,
        "multipart/related; boundary=B; type=\"application/json\""
    );
    let body = content.open().unwrap().collect().await.unwrap();
    assert_eq!(
        String::from_utf8(body.to_bytes().to_vec()).unwrap(),
        "--B\r\n\
         Content-Type: application/json\r\n\r\n\
         {\"a\":1}\r\n\
         --B\r\n\
         Content-Type: image/png\r\n\r\n\
         1\r\n\
         --B\r\n\
         Content-Disposition: attachment; filename=\"c.css\"\r\n\
         Content-Type: text/css\r\n\
         X-A: b\r\n\r\n\
         3\r\n\
         --B\r\n\
         Content-Type: text/html\r\n\
         X-A: b\r\n\r\n\
         4\r\n\
         --B--\r\n"
    );
    assert!(multipart("multipart/mixed", rt::View::Str("a"), &[], "B").is_err());
}

#[test]
fn a_named_part_has_its_name_in_whatever_body() {
    let upload = Upload::new("n");
    let view = rt::Field::view(&upload);
    let (media_type, content) = multipart("multipart/mixed", view, &[], "B").unwrap();
    assert_eq!(media_type, "multipart/mixed; boundary=B");
    let body = String::from_utf8(content.bytes().unwrap().to_vec()).unwrap();
    assert!(body.contains("form-data; name=\"name\""), "{body}");
}

#[cfg(feature = "xml")]
#[test]
fn a_part_may_be_xml() {
    rt::object! { struct Address { street: required(String) = "street" } }
    rt::xml! { Address(element "address") object { "street" (attribute "street") text() } }
    rt::object! { struct Form { addresses: required(Vec<Address>) = "addresses" } }
    let addresses = ["a&b", "c"].map(|street| Address {
        street: street.to_owned(),
    });
    let form = Form {
        addresses: addresses.into(),
    };
    let encodings = [PropertyEncoding::of(&["addresses"])
        .content_type("application/xml; charset=utf-8")
        .xml::<Address>()];
    let (_, content) = multipart(FORM_DATA, rt::Field::view(&form), &encodings, "B").unwrap();
    let body = String::from_utf8(content.bytes().unwrap().to_vec()).unwrap();
    for street in ["a&amp;b", "c"] {
        let part = format!(
            "Content-Type: application/xml; charset=utf-8\r\n\r\n\
             <?xml version=\"1.0\" encoding=\"UTF-8\"?><address street=\"{street}\"></address>\r\n"
        );
        assert!(body.contains(&part), "{body}");
    }
}
