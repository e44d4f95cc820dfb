use ferry::{Client, operations::ListTripsHeaders};

pub async fn caller(client: &Client) -> Option<String> {
    let answer = client.list_trips().await.ok()?;
    answer.pier().ok()
}
