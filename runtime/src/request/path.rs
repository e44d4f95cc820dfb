//! Filling path templates.

use crate::error::BuildError;

/// Writes a path after `url`: a template, in its places values that are encoded already.
///
/// # Errors
/// A place has no value, or the path would climb: `.` and `..` as whole segments are taken out by every URL reader
/// (WHATWG URL §4.4), encoded or not, and so would lead to another resource.
pub(super) fn fill(
    url: &mut String,
    template: &str,
    values: &[(&str, String)],
) -> Result<(), BuildError> {
    let start = url.len();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        url.push_str(before);
        match values.iter().find(|(of, _)| *of == name) {
            Some((_, value)) if !value.is_empty() => url.push_str(value),
            Some(_) => {
                return Err(BuildError::argument(
                    name,
                    "is empty; the path would lead elsewhere",
                ));
            }
            None => {
                return Err(BuildError::argument(
                    name,
                    "has no value, and the path needs one",
                ));
            }
        }
        rest = after;
    }
    url.push_str(rest);
    let path = url.get(start..).unwrap_or_default();
    match path.split('/').find(|segment| climbs(segment)) {
        Some(segment) => Err(BuildError::new(format!(
            "a segment of the path `{template}` is `{segment}`; the path would lead elsewhere"
        ))),
        None => Ok(()),
    }
}

fn climbs(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while !rest.is_empty() {
        let encoded = || match rest.split_at_checked(3) {
            Some((dot, after)) if dot.eq_ignore_ascii_case("%2e") => Some(after),
            _ => None,
        };
        match rest.strip_prefix('.').or_else(encoded) {
            Some(after) => rest = after,
            None => return false,
        }
        dots += 1;
    }
    matches!(dots, 1 | 2)
}

#[cfg(test)]
mod tests {
    use crate::error::BuildError;

    fn fill(template: &str, values: &[(&str, String)]) -> Result<String, BuildError> {
        let mut url = String::from("..");
        super::fill(&mut url, template, values)?;
        Ok(url.split_off(2))
    }

    #[test]
    fn places_are_filled_and_the_trailing_slash_stays() {
        let values = [("a", "x%2Fy".to_owned()), ("b", "1".to_owned())];
        assert_eq!(
            fill("/o/{a}/u{b}.json/", &values).unwrap(),
            "/o/x%2Fy/u1.json/"
        );
    }

    #[test]
    fn segments_that_climb_are_refused() {
        for value in [".", "..", "%2e%2E", "%2e", ".%2E"] {
            assert!(fill("/a/{v}/b", &[("v", value.to_owned())]).is_err());
            assert!(fill("/a/{v}", &[("v", value.to_owned())]).is_err());
        }
        assert_eq!(
            fill("/a/v{v}", &[("v", "..".to_owned())]).unwrap(),
            "/a/v.."
        );
        assert_eq!(
            fill("/a/{v}", &[("v", "...".to_owned())]).unwrap(),
            "/a/..."
        );
    }

    #[test]
    fn a_place_without_a_value_is_named() {
        assert!(
            fill("/a/{id}", &[])
                .unwrap_err()
                .to_string()
                .contains("`id` has no value")
        );
        assert!(
            fill("/a/{id}", &[("id", String::new())])
                .unwrap_err()
                .to_string()
                .contains("`id` is empty")
        );
    }
}
