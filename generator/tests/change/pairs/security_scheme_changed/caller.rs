use ferry::Client;

pub fn caller(client: &Client) {
    drop(client.list_trips());
}
