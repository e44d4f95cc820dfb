//! Certificates on both sides of a connection.
//!
//! `authority.pem` vouches for `server.pem` and `client.pem`, which hold their keys; all are good for a hundred years and
//! for nothing but these tests.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

#[path = "../demo/mod.rs"]
mod demo;

use clientsmith_runtime as rt;
pub use demo::Call;
use demo::{Client, ClientBuilder, UserCreate};
use rt::{ClientCertificate, WasSent};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const AUTHORITY: &str = include_str!("authority.pem");
const SERVER: &[u8] = include_bytes!("server.pem");
const CLIENT: &str = include_str!("client.pem");

/// A server that speaks only to clients whose certificate it knows.
async fn serve() -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_slice(AUTHORITY.as_bytes()).unwrap();
    roots.add(authority).unwrap();
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(
            vec![CertificateDer::from_pem_slice(SERVER).unwrap()],
            PrivateKeyDer::from_pem_slice(SERVER).unwrap(),
        );
    let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // A client without a certificate does not come further.
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let user = r#"{"id":"u1","kind":"user"}"#;
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ";
            let answer = format!("{head}{}\r\n\r\n{user}", user.len());
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    url
}

fn builder(url: &str) -> ClientBuilder {
    let builder = Client::builder().bearer_token("t").base_url(url);
    builder.max_retries(0)
}

#[tokio::test]
async fn a_client_shows_its_certificate_and_trusts_the_servers() {
    let url = serve().await;
    let certificate = ClientCertificate::pem(CLIENT);
    let client = builder(&url)
        .root_certificate(AUTHORITY)
        .certificate(certificate)
        .build()
        .unwrap();
    let user = client.create_user("o", UserCreate::new("x")).await.unwrap();
    assert_eq!(user.id, "u1");
}

#[tokio::test]
async fn without_its_certificate_it_is_not_let_in() {
    let url = serve().await;
    let client = builder(&url).root_certificate(AUTHORITY).build().unwrap();
    let call = client.create_user("o", UserCreate::new("x"));
    let error = call.await.unwrap_err();
    assert_ne!(error.was_sent(), WasSent::Yes, "{error}");
}

#[tokio::test]
async fn a_server_for_which_nobody_vouches_is_not_spoken_to() {
    let url = serve().await;
    let certificate = ClientCertificate::pem(CLIENT);
    let client = builder(&url).certificate(certificate).build().unwrap();
    let call = client.create_user("o", UserCreate::new("x"));
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.was_sent(), error.is_connect()),
        (WasSent::No, true),
        "{error}"
    );
}
