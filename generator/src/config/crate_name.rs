//! The name of the generated crate.

use super::Config;

impl Config {
    /// The crate's name for an API (such as `heron`): as `client.toml` says, else `<name>-client`.
    pub fn crate_name(&self, api: &str) -> String {
        let chosen = self.package.name.clone();
        chosen.unwrap_or_else(|| of_api(api))
    }
}

/// `<name>-client`, in the characters that Cargo allows, and beginning with a letter.
fn of_api(api: &str) -> String {
    let legal: String = api
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let words: Vec<&str> = legal.split('-').filter(|word| !word.is_empty()).collect();
    let starts_with_letter = words
        .first()
        .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
    let prefix = if starts_with_letter { "" } else { "api-" };
    format!("{prefix}{}-client", words.join("-")).replace("--", "-")
}

#[cfg(test)]
mod tests {
    use super::of_api;

    #[test]
    fn package_names_are_cargos() {
        for (api, package) in [
            ("heron", "heron-client"),
            ("3gpp_5gc", "api-3gpp-5gc-client"),
            ("Box.json", "box-json-client"),
            ("", "api-client"),
        ] {
            assert_eq!(of_api(api), package);
        }
    }
}
