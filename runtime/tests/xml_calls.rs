//! Bodies of calls that are XML.
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are no tests to clippy

use clientsmith_runtime as rt;
use rt::test_util::{Replay, Reply};
use rt::{DecodeFault, Error};

rt::calls! {
    /// A call of this API, to be awaited.
    pub struct Call;
}

rt::object! {
    /// A pet.
    pub struct Pet {
        id: required_value(i64) = "id",
        name: optional(String) = "name",
    }
}
rt::xml! {
    Pet(element "pet") object {
        "id" (attribute "id") number(),
        "name" (element "name") text(),
    }
}

rt::operation! {
    /// Makes a pet.
    pub type MakePet = POST "/pets" -> xml Pet, MakePetError { id "makePet", }
}

rt::operation! {
    /// Gives pets, or a text.
    pub type ListPets = GET "/pets" -> replies ListPetsReply, MakePetError { id "listPets", }
}

rt::success_replies! {
    /// Pets, or a text.
    pub enum ListPetsReply {
        Ok = "200 application/xml": xml Vec<Pet>,
        OkText = "200 text/plain": text String,
    }
}

rt::replies! {
    /// What goes wrong.
    pub enum MakePetError { Default = "default": xml Pet }
}

static API: rt::Api = rt::Api {
    user_agent: "demo/1.0",
    servers: &[rt::ServerTemplate {
        url: "https://api.test",
        variables: &[],
    }],
    security_schemes: &[],
};

fn client(status: u16, media_type: &str, body: &str) -> (rt::Client, Replay) {
    let body = rt::Bytes::copy_from_slice(body.as_bytes());
    let replay = Replay::new([Reply::bytes(status, &[("content-type", media_type)], body)]);
    let mut builder = rt::ClientBuilder::new(&API);
    builder.transport(replay.clone());
    builder.max_retries(0);
    (builder.build().unwrap(), replay)
}

async fn made(status: u16, media_type: &str, body: &str) -> Result<Pet, Error<MakePetError>> {
    let (client, _) = client(status, media_type, body);
    let call: MakePet = client
        .call(&MakePet)
        .xml::<Pet>("application/xml", Pet::new(1))
        .into();
    call.await.map(rt::Response::into_body)
}

#[tokio::test]
async fn a_body_is_sent_and_an_answer_read() {
    let (client, replay) = client(200, "text/xml; charset=iso-8859-1", "<pet id='2'/>");
    let body = Pet::new(1).name("a<b");
    let call: MakePet = client.call(&MakePet).xml::<Pet>("text/xml", body).into();
    assert_eq!(call.await.unwrap().into_body(), Pet::new(2));
    let sent = replay.requests();
    let [request] = sent.as_slice() else {
        panic!("{sent:?}")
    };
    assert_eq!(
        request
            .headers()
            .get("content-type")
            .map(|value| value.to_str().unwrap()),
        Some("text/xml")
    );
    assert_eq!(
        request
            .headers()
            .get("accept")
            .map(|value| value.to_str().unwrap()),
        Some("application/xml, text/xml;q=0.9, application/problem+json;q=0.05")
    );
    assert_eq!(
        request.body().as_ref(),
        br#"<?xml version="1.0" encoding="UTF-8"?><pet id="1"><name>a&lt;b</name></pet>"#
    );
}

#[tokio::test]
async fn errors_are_read_too() {
    match made(400, "application/problem+xml", "<pet id='3'/>").await {
        Err(Error::Api(error)) => {
            let MakePetError::Default(pet) = error.body() else {
                panic!("{error}")
            };
            assert_eq!(*pet, Pet::new(3));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn of_several_forms_the_media_type_tells() {
    let (client, _) = client(200, "text/xml", "<all><pet id='1'/><pet id='2'/></all>");
    let call: ListPets = client.call(&ListPets).into();
    let pets = vec![Pet::new(1), Pet::new(2)];
    assert_eq!(call.await.unwrap().into_body(), ListPetsReply::Ok(pets));
}

#[tokio::test]
async fn what_does_not_fit_is_told() {
    for (media_type, body, expected) in [
        (
            "application/xml",
            "<pet id='x'/>",
            "/pet/@id: expected an integer (i64), found string \"x\"",
        ),
        ("application/xml", " ", "expected a body, found none"),
        ("text/html", "<html/>", "expected XML, found \"text/html\""),
    ] {
        let Err(Error::Decode(error)) = made(200, media_type, body).await else {
            panic!("{body}")
        };
        assert_eq!(error.fault().to_string(), expected);
        let is_xml = matches!(error.fault(), DecodeFault::Xml(_));
        assert_eq!(error.path(), is_xml.then_some("/pet/@id"));
    }
}

#[tokio::test]
async fn nothing_is_sent_that_xml_cannot_hold() {
    let (client, replay) = client(200, "text/xml", "<pet id='2'/>");
    let body = Pet::new(1).name("\0");
    let call: MakePet = client.call(&MakePet).xml::<Pet>("text/xml", body).into();
    let error = call.await.unwrap_err().to_string();
    assert!(
        error.contains("/pet/name: the character '\\0' has no place in XML"),
        "{error}"
    );
    assert_eq!(replay.requests().len(), 0);
}
