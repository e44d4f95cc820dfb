use ferry::Client;

pub fn caller(client: &Client, day: impl Into<i32>) {
    drop(client.list_trips().day(day));
}
