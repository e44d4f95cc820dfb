use ferry::{Client, types::Trip};

pub fn caller(client: &Client) {
    drop(client.book_trip_as_form(Trip::new("Hera")));
}
