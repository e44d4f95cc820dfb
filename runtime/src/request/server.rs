//! Where an API lives.

use crate::error::BuildError;
use std::collections::BTreeMap;
use url::Url;

/// A server of the document: a URL with variables.
#[derive(Debug)]
pub struct ServerTemplate {
    /// The URL; `{name}` stands for a variable.
    pub url: &'static str,
    /// The variables.
    pub variables: &'static [ServerVariable],
}

/// A variable of a server's URL.
#[derive(Debug)]
pub struct ServerVariable {
    /// Its name.
    pub name: &'static str,
    /// Its value unless another is given.
    pub default: &'static str,
    /// All values that it may have; empty: any.
    pub allowed: &'static [&'static str],
}

impl ServerTemplate {
    /// The URL with its variables filled in, checked.
    pub(crate) fn resolve(
        &self,
        values: &BTreeMap<&'static str, String>,
    ) -> Result<String, BuildError> {
        let url = fill(self.url, |name| self.value(name, values))?;
        check_base_url(&url)
    }

    /// The variables' values where none are given.
    pub(crate) fn defaults(&self) -> impl Iterator<Item = (&'static str, String)> {
        let variables = self.variables.iter();
        variables.map(|variable| (variable.name, variable.default.to_owned()))
    }

    fn value<'a>(
        &self,
        name: &str,
        values: &'a BTreeMap<&'static str, String>,
    ) -> Result<&'a str, BuildError> {
        let variable = self.variables.iter().find(|variable| variable.name == name);
        let given = values
            .get(name)
            .map(String::as_str)
            .or(variable.map(|variable| variable.default));
        let value = given
            .ok_or_else(|| BuildError::new(format!("the server variable `{name}` has no value")))?;
        let allowed = variable.map_or(&[] as &[&str], |variable| variable.allowed);
        if allowed.is_empty() || allowed.contains(&value) {
            Ok(value)
        } else {
            Err(BuildError::new(format!(
                "the server variable `{name}` is `{value}`, not one of {}",
                allowed.join(", ")
            )))
        }
    }
}

/// A URL with its variables, `{name}`, filled in.
///
/// # Errors
/// One has no value, or one that would lead elsewhere than the document meant.
pub(crate) fn fill<'a>(
    template: &str,
    value: impl Fn(&str) -> Result<&'a str, BuildError>,
) -> Result<String, BuildError> {
    let mut url = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        url.push_str(before);
        let value = value(name)?;
        check_value(name, value, &url)?;
        url.push_str(value);
        rest = after;
    }
    url.push_str(rest);
    Ok(url)
}

/// A variable must not lead to another host than the document meant: in a host only characters of host names and ports.
/// A variable that the URL starts with may hold all of it.
fn check_value(name: &str, value: &str, before: &str) -> Result<(), BuildError> {
    let in_host = before
        .split_once("://")
        .is_some_and(|(_, rest)| !rest.contains('/'));
    let is_of_host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | ':');
    let is_of_path =
        |c: char| !matches!(c, '?' | '#' | '\\' | '@') && !c.is_whitespace() && !c.is_control();
    let fits = before.is_empty()
        || if in_host {
            value.chars().all(is_of_host)
        } else {
            value.chars().all(is_of_path)
        };
    if fits {
        Ok(())
    } else {
        Err(BuildError::new(format!(
            "the server variable `{name}` has characters that a URL cannot hold there"
        )))
    }
}

/// A base URL without trailing slashes, if it is one that paths can be appended to.
pub(crate) fn check_base_url(text: &str) -> Result<String, BuildError> {
    // A text that may hold a secret is not quoted.
    let shown = match text.contains(['@', '?', '#']) {
        true => "this".to_owned(),
        false => format!("`{text}`"),
    };
    let fault = |why: &str| BuildError::new(format!("{shown} is no base URL: {why}"));
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            return Err(fault(
                "it has no scheme and host, which `base_url` must give",
            ));
        }
        Err(error) => return Err(fault(&error.to_string())),
    };
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(fault("it must start with http:// or https:// and a host"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(fault(
            "it holds credentials; give them to the builder's methods instead",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(fault(
            "it has a query or fragment, and paths cannot be appended to those",
        ));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::{ServerTemplate, ServerVariable, check_base_url};
    use std::collections::BTreeMap;

    const ADA: ServerTemplate = ServerTemplate {
        url: "https://{handle}.ada.support/{base}/",
        variables: &[
            ServerVariable {
                name: "handle",
                default: "example",
                allowed: &[],
            },
            ServerVariable {
                name: "base",
                default: "v1",
                allowed: &["v1", "v2"],
            },
        ],
    };

    fn resolve(values: &[(&'static str, &str)]) -> Result<String, String> {
        let values = values
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect::<BTreeMap<_, _>>();
        ADA.resolve(&values).map_err(|error| error.to_string())
    }

    #[test]
    fn variables_have_defaults_and_allowed_values() {
        assert_eq!(
            resolve(&[]).as_deref(),
            Ok("https://example.ada.support/v1")
        );
        assert_eq!(
            resolve(&[("handle", "acme"), ("base", "v2")]).as_deref(),
            Ok("https://acme.ada.support/v2")
        );
        assert!(
            resolve(&[("base", "v3")])
                .unwrap_err()
                .contains("not one of v1, v2")
        );
    }

    #[test]
    fn a_variable_cannot_change_the_host() {
        for value in [
            "evil.com/",
            "evil.com#",
            "evil.com?",
            "user@evil.com",
            "a b",
            "a\\b",
        ] {
            assert!(resolve(&[("handle", value)]).is_err(), "{value}");
        }
    }

    #[test]
    fn a_base_url_needs_scheme_and_host() {
        assert_eq!(
            check_base_url("http://localhost:8901/").unwrap(),
            "http://localhost:8901"
        );
        assert!(
            check_base_url("/api/v1")
                .unwrap_err()
                .to_string()
                .contains("`base_url` must")
        );
        assert!(check_base_url("ftp://host").is_err());
        assert!(check_base_url("https://host?x=1").is_err());
    }

    #[test]
    fn credentials_in_a_base_url_are_refused_and_not_shown() {
        for url in [
            "https://user:hunter2@host",
            "https://user:hunter2@host:99999",
            "https://host?key=hunter2",
            "ftp://host#hunter2",
        ] {
            let said = check_base_url(url).unwrap_err().to_string();
            assert!(!said.contains("hunter2"), "{said}");
        }
    }
}
