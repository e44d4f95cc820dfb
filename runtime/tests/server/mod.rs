//! A server that reads a request, answers what it is told, byte for byte, and hangs up.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The requests that came, as text.
pub type Requests = Arc<Mutex<Vec<String>>>;

/// An answer with a JSON body.
pub fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n{headers}connection: close\r\n\r\n{body}"
    )
}

/// Serves one connection per answer.
pub async fn serve(answers: Vec<String>) -> (String, Requests) {
    serve_bytes(answers.into_iter().map(String::into_bytes).collect()).await
}

/// The same for any bytes.
pub async fn serve_bytes(answers: Vec<Vec<u8>>) -> (String, Requests) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Requests::default();
    let seen = Arc::clone(&requests);
    tokio::spawn(async move {
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let request = read(&mut stream).await;
            seen.lock().unwrap().push(request);
            stream.write_all(&answer).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    (url, requests)
}

/// A whole request: its head, and as much of a body as the head says.
async fn read(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).await.unwrap();
        text.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let head = head.to_ascii_lowercase();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        let is_whole = if head.contains("transfer-encoding: chunked") {
            body.ends_with("0\r\n\r\n")
        } else {
            body.len() >= length.unwrap_or(0)
        };
        if count == 0 || is_whole {
            return text;
        }
    }
}

/// 100,000 spaces before a user, in gzip.
#[cfg(feature = "gzip")]
pub fn gzip_of_spaces() -> Vec<u8> {
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write as _;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&[b' '; 100_000]).unwrap();
    encoder.write_all(br#"{"id":"u1","kind":"user"}"#).unwrap();
    encoder.finish().unwrap()
}

/// A server that begins one answer and goes on with it for as long as the connection is open.
#[allow(dead_code)] // each test uses some of it
pub struct Endless {
    pub url: String,
    /// Is ready when the client has closed the connection.
    pub closed: tokio::task::JoinHandle<()>,
}

#[allow(dead_code)] // each test uses some of it
impl Endless {
    /// With this head, and this piece of a body again and again.
    pub async fn new(head: &'static str, piece: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let closed = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            read(&mut stream).await;
            stream.write_all(head.as_bytes()).await.unwrap();
            while stream.write_all(piece.as_bytes()).await.is_ok() {
                tokio::task::yield_now().await;
            }
        });
        Self { url, closed }
    }
}
