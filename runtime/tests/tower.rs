//! A service of tower as the transport.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

mod demo;

use clientsmith_runtime as rt;
pub use demo::Call;
use demo::{Client, UserCreate};
use http_body_util::Full;
use rt::{BoxError, Bytes, Error, TowerTransport, TransportFault, WasSent};
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::task::{Context, Poll};
use tower_service::Service;

type Request = http::Request<rt::RequestBody>;

fn client<S>(service: S) -> Client
where
    TowerTransport<S>: rt::Transport,
{
    let builder = Client::builder().bearer_token("t").max_retries(0);
    let transport = TowerTransport::new(service);
    builder.transport(transport).build().unwrap()
}

/// Answers by itself, with the request's path as the id.
#[derive(Clone)]
struct Echo;

impl Service<Request> for Echo {
    type Response = http::Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let body = format!(r#"{{"id":"{}","kind":"user"}}"#, request.uri().path());
        let answer = http::Response::builder()
            .header("content-type", "application/json")
            .body(Full::from(body));
        ready(Ok(answer.unwrap()))
    }
}

#[tokio::test]
async fn a_service_answers() {
    let user = client(Echo).create_user("o", UserCreate::new("x"));
    assert_eq!(user.await.unwrap().id, "/v1/o/o/users/");
}

/// Fails in one of the ways in which services do.
#[derive(Clone)]
enum Fails {
    NotReady,
    Somehow,
    Refused,
}

impl Service<Request> for Fails {
    type Response = http::Response<Full<Bytes>>;
    type Error = BoxError;
    type Future = Ready<Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(match self {
            Self::NotReady => Err("overloaded".into()),
            _ => Ok(()),
        })
    }

    fn call(&mut self, _: Request) -> Self::Future {
        ready(Err(match self {
            Self::Refused => TransportFault::connect("refused").into(),
            _ => "broken".into(),
        }))
    }
}

#[tokio::test]
async fn an_error_tells_the_worst_unless_it_knows_better() {
    for (service, was_sent) in [
        (Fails::NotReady, WasSent::No),
        (Fails::Somehow, WasSent::Maybe),
        (Fails::Refused, WasSent::No),
    ] {
        let call = client(service).create_user("o", UserCreate::new("x"));
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error}");
        assert_eq!(error.was_sent(), was_sent, "{error}");
    }
}
