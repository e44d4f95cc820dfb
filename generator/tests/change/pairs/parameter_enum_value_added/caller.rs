use ferry::{Client, types::ListTripsDay};

pub fn caller(client: &Client) {
    drop(client.list_trips().day(ListTripsDay::Mon));
}
