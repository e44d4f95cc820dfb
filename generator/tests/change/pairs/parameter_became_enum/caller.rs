use ferry::Client;

pub fn caller(client: &Client, day: &String) {
    drop(client.list_trips().day(day));
}
