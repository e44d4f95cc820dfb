use ferry::Client;

pub async fn caller(client: &Client) -> Option<i64> {
    let trip = client.list_trips().await.ok()?;
    Some(*trip)
}
