//! A server of bytes: it sees what is sent before any HTTP library has read it, and answers what no library would.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Answers one connection after the other with the bytes that it is given, and hangs up after each.
#[derive(Debug)]
pub struct RawServer {
    url: String,
    requests: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl RawServer {
    /// A server with one answer per connection.
    pub async fn answering(answers: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let answers: Vec<_> = answers.into_iter().collect();
        let (listener, server) = Self::bind().await;
        let requests = Arc::clone(&server.requests);
        tokio::spawn(async move {
            for answer in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = read(&mut stream).await;
                requests.lock().unwrap().push(request);
                stream.write_all(&answer).await.unwrap();
                stream.shutdown().await.unwrap();
            }
        });
        server
    }

    /// A server that reads a request and then says nothing for as long as the test runs.
    pub async fn silent() -> Self {
        let (listener, server) = Self::bind().await;
        let requests = Arc::clone(&server.requests);
        tokio::spawn(async move {
            let mut open = Vec::new();
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = read(&mut stream).await;
                requests.lock().unwrap().push(request);
                open.push(stream);
            }
        });
        server
    }

    async fn bind() -> (TcpListener, Self) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::default();
        (listener, Self { url, requests })
    }

    /// Where it listens: `http://127.0.0.1:…`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The requests so far, byte for byte.
    pub fn requests(&self) -> Vec<Vec<u8>> {
        self.requests.lock().unwrap().clone()
    }
}

/// A URL where nobody listens.
pub async fn refusing_url() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// A whole request: its head, and as much of a body as the head says. Of what is no HTTP, the first that comes.
async fn read(stream: &mut TcpStream) -> Vec<u8> {
    let mut request = Vec::new();
    while !is_whole(&request) {
        // Far longer than any request takes: a test that waits for ever would say less.
        let piece = stream.read_buf(&mut request);
        let length = tokio::time::timeout(Duration::from_secs(30), piece).await;
        if length
            .expect("the rest of the request does not come")
            .unwrap()
            == 0
        {
            break;
        }
    }
    request
}

fn is_whole(request: &[u8]) -> bool {
    if request
        .first()
        .is_some_and(|first| !first.is_ascii_uppercase())
    {
        return true;
    }
    let text = String::from_utf8_lossy(request);
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse::<usize>().unwrap())
    });
    request.len() >= head.len() + 4 + length.unwrap_or(0)
}
