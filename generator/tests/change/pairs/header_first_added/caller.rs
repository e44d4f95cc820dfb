use ferry::{Client, rt};

pub async fn caller(client: &Client) -> Option<rt::StatusCode> {
    let answer = client.list_trips().await.ok()?;
    Some(answer.status())
}
