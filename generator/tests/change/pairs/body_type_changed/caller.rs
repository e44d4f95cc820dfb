use ferry::Client;

pub fn caller(client: &Client) {
    drop(client.book_trip(vec![String::from("Hera")]));
}
