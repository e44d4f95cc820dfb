//! A call through a generated client beside the same call written by hand with reqwest and serde's derive.
//!
//! The programs in `bin/` take the two in turns, so that what else the machine does falls on both: `time` compares wall
//! times, `instructions` and `allocations` count what each costs whatever else the machine does. `cargo xtask bench --calls` builds and runs them.

pub mod by_client;
pub mod by_hand;
pub mod measure;
pub mod server;

/// What the server answers when a user is created: three hundred bytes.
pub const USER: &str = r#"{"end_user_id":"5f7e0e2c1e7c7e000f0f9c3a","external_id":"crm-42","profile":{"first_name":"Ada","last_name":"Lovelace","display_name":"Ada Lovelace","avatar":null,"email":"ada.lovelace@example.com","language":"en-GB"},"created_at":"2020-09-20T00:00:00+00:00","updated_at":"2021-01-31T23:59:59.123+00:00"}"#;

/// The credential of all calls.
pub const TOKEN: &str = "token";

/// What the server answers when users are listed: a megabyte.
pub fn page() -> String {
    const MEGABYTE: usize = 1024 * 1024;
    let users = vec![USER; MEGABYTE.div_ceil(USER.len())];
    format!(
        r#"{{"data":[{}],"meta":{{"next_page_url":null}}}}"#,
        users.join(",")
    )
}
