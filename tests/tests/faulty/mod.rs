//! A server that is slow, breaks off, and turns away in bursts, and that counts what it sees.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How many requests in a row are turned away, or let through.
const BURST: usize = 250;

/// What was seen of a call.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// Whole requests.
    pub requests: u32,
    /// Those that did something, whether or not the client was told.
    pub acted: u32,
    /// Those that were answered with a success.
    pub answered: u32,
}

#[derive(Default)]
struct Counts {
    requests: AtomicU32,
    acted: AtomicU32,
    answered: AtomicU32,
}

/// The server, in a thread and a runtime of its own.
pub struct FaultyServer {
    url: String,
    shared: Arc<Shared>,
}

struct Shared {
    calls: Vec<Counts>,
    /// How many requests have come; it decides what is done with the next.
    turn: AtomicUsize,
}

/// What is done with a request.
enum Turn {
    /// It is answered, after so long.
    Answer(Duration),
    /// The connection breaks before the answer.
    Drop,
    /// The connection breaks within the answer.
    Half,
    /// It is turned away, and nothing done.
    Away(&'static str),
}

impl FaultyServer {
    /// A server for calls with the numbers below this, which each says in `x-call`.
    pub fn start(calls: usize) -> Self {
        let shared = Arc::new(Shared {
            calls: (0..calls).map(|_| Counts::default()).collect(),
            turn: AtomicUsize::new(0),
        });
        let (sender, receiver) = mpsc::channel();
        let served = Arc::clone(&shared);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                sender.send(listener.local_addr().unwrap()).unwrap();
                loop {
                    let (stream, _) = listener.accept().await.unwrap();
                    tokio::spawn(serve(stream, Arc::clone(&served)));
                }
            });
        });
        let url = format!("http://{}", receiver.recv().unwrap());
        Self { url, shared }
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Forgets what it has seen.
    pub fn forget(&self) {
        for counts in &self.shared.calls {
            counts.requests.store(0, Ordering::SeqCst);
            counts.acted.store(0, Ordering::SeqCst);
            counts.answered.store(0, Ordering::SeqCst);
        }
    }

    /// What it has seen of a call.
    pub fn seen(&self, call: usize) -> Seen {
        let counts = &self.shared.calls[call];
        Seen {
            requests: counts.requests.load(Ordering::SeqCst),
            acted: counts.acted.load(Ordering::SeqCst),
            answered: counts.answered.load(Ordering::SeqCst),
        }
    }
}

impl Shared {
    fn turn(&self) -> Turn {
        let turn = self.turn.fetch_add(1, Ordering::SeqCst);
        match (turn / BURST % 8, turn % 100) {
            (2, _) => Turn::Away("429 Too Many Requests"),
            (5, _) => Turn::Away("503 Service Unavailable"),
            (_, 0) => Turn::Drop,
            (_, 50) => Turn::Half,
            (_, rest) => Turn::Answer(Duration::from_millis(rest as u64 % 10)),
        }
    }
}

/// Answers the requests of a connection until one breaks it.
async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    const USER: &str = r#"{"end_user_id":"1"}"#;
    let mut stream = BufReader::new(stream);
    while let Some(call) = read(&mut stream).await {
        let counts = &shared.calls[call];
        counts.requests.fetch_add(1, Ordering::SeqCst);
        let turn = shared.turn();
        if !matches!(turn, Turn::Away(_)) {
            counts.acted.fetch_add(1, Ordering::SeqCst);
        }
        let length = USER.len();
        let head = "content-type: application/json\r\ncontent-length";
        let answer = match turn {
            Turn::Drop => return,
            Turn::Half => format!("HTTP/1.1 200 OK\r\n{head}: {length}\r\n\r\n{{"),
            Turn::Away(status) => {
                format!("HTTP/1.1 {status}\r\nretry-after-ms: 50\r\n{head}: 2\r\n\r\n{{}}")
            }
            Turn::Answer(after) => {
                tokio::time::sleep(after).await;
                counts.answered.fetch_add(1, Ordering::SeqCst);
                format!("HTTP/1.1 200 OK\r\n{head}: {length}\r\n\r\n{USER}")
            }
        };
        let is_half = matches!(turn, Turn::Half);
        if stream.write_all(answer.as_bytes()).await.is_err() || is_half {
            return;
        }
    }
}

/// Reads a whole request, and says whose it is; nothing at the end of the connection.
async fn read(stream: &mut BufReader<TcpStream>) -> Option<usize> {
    let (mut call, mut length) = (None, 0);
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let text = line.trim_end().to_ascii_lowercase();
        if text.is_empty() {
            break;
        }
        if let Some(number) = text.strip_prefix("x-call: ") {
            call = number.parse().ok();
        }
        if let Some(found) = text.strip_prefix("content-length: ") {
            length = found.parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    call
}
