//! How far a JSONPath leads that selects nothing.

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::diagnostics::most_like;

/// What to say of a path that selects nothing: how much of it selects something, and the name that may be meant where
/// it breaks off.
pub(super) fn hint(text: &str, root: &Value) -> Option<String> {
    let ends = text
        .char_indices()
        .rev()
        .filter(|(_, c)| matches!(c, '.' | '['));
    for (end, _) in ends {
        let (beginning, rest) = text.split_at_checked(end)?;
        // A prefix may end within a name or a filter; then it is no path.
        let Ok(path) = JsonPath::parse(beginning) else {
            continue;
        };
        let found = path.query(root).all();
        if found.is_empty() {
            continue;
        }
        let names = found.iter().filter_map(|value| value.as_object());
        let names = names.flat_map(|members| members.keys().map(String::as_str));
        let meant = first_name(rest).and_then(|name| most_like(name, names));
        let hint = format!("`{beginning}` is there, `{rest}` in it is not");
        return Some(match meant {
            Some(meant) => format!("{hint}; did you mean `{meant}`?"),
            None => hint,
        });
    }
    None
}

/// The name that the first segment of a path selects, if it is one.
fn first_name(rest: &str) -> Option<&str> {
    if let Some(rest) = rest.strip_prefix('.') {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        return rest.get(..end).filter(|name| !name.is_empty());
    }
    let rest = rest.strip_prefix('[')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    rest.strip_prefix(quote)?.split(quote).next()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::hint;

    #[test]
    fn a_path_is_followed_as_far_as_it_leads() {
        let root = json!({"paths": {"/boats/{id}": {"get": {"tags": ["a.b"]}}}});
        for (path, hinted) in [
            (
                "$.paths['/boat/{id}'].get",
                "`$.paths` is there, `['/boat/{id}'].get` in it is not; did you mean `/boats/{id}`?",
            ),
            (
                "$.paths['/boats/{id}'].post",
                "`$.paths['/boats/{id}']` is there, `.post` in it is not",
            ),
            (
                "$.path[\"/boats/{id}\"]",
                "`$` is there, `.path[\"/boats/{id}\"]` in it is not; did you mean `paths`?",
            ),
            (
                "$.paths.*.get.tags[?@ == 'a.c']",
                "`$.paths.*.get.tags` is there, `[?@ == 'a.c']` in it is not",
            ),
            ("$..tag", "`$` is there, `..tag` in it is not"),
        ] {
            assert_eq!(hint(path, &root).as_deref(), Some(hinted), "{path}");
        }
    }
}
