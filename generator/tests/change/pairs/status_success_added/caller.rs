use ferry::Client;

pub async fn caller(client: &Client) -> Option<String> {
    let trip = client.list_trips().await.ok()?;
    trip.first().cloned()
}
