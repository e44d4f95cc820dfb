//! A server that answers at once, on threads of its own: what it does counts for neither side.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// Starts a server on a free port: `POST` gives [`USER`](crate::USER), anything else [`page`](crate::page). The URL.
///
/// # Errors
/// There is no port.
pub fn start() -> std::io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let user: Arc<[u8]> = response(crate::USER).into();
    let page: Arc<[u8]> = response(&crate::page()).into();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (user, page) = (user.clone(), page.clone());
            // A connection that breaks is the client's to report.
            thread::spawn(move || serve(stream, &user, &page));
        }
    });
    Ok(url)
}

fn response(body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Answers the requests of a connection, one after the other.
fn serve(mut stream: TcpStream, user: &[u8], page: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    loop {
        let (mut creates, mut length) = (None, 0);
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let text = line.trim_end();
            if text.is_empty() {
                break;
            }
            creates.get_or_insert_with(|| text.starts_with("POST "));
            if let Some((name, value)) = text.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        std::io::copy(&mut reader.by_ref().take(length), &mut std::io::sink())?;
        let answer = if creates == Some(true) { user } else { page };
        stream.write_all(answer)?;
    }
}
