use ferry::{Client, types::Trip};

pub fn caller(client: &Client) {
    drop(client.book_trip(Trip::new("Hera")));
}
