use ferry::Client;

pub fn caller(client: &Client) {
    drop(client.list_trips().day(3_i64));
}
