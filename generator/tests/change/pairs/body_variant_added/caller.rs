use ferry::{Client, types::{Ferry, Trip}};

pub fn caller(client: &Client) {
    drop(client.book_trip(Trip::Ferry(Ferry::new(3))));
}
