use ferry::Client;

pub fn caller(client: &Client) {
    drop(client.list_trips().days(vec!["mon".to_owned()]));
}
