//! Types that are called after something: where an operation or a schema has another name, so have the types within it, and
//! that is no news.

use super::surface::Diff;

/// Names that changed, each with the finding that says so.
#[derive(Debug, Default)]
pub(super) struct Renamed<'d> {
    names: Vec<(&'d str, &'d str, usize)>,
}

impl<'d> Renamed<'d> {
    /// Notes that finding `change` speaks of an item, if that has another name.
    pub(super) fn add(&mut self, diff: &'d Diff, change: usize) {
        if let Some(was) = &diff.was {
            self.names.push((name(was), name(&diff.path), change));
        }
    }

    /// The finding that speaks of what an item is called after, if its name changed just as that one's did.
    pub(super) fn of(&self, diff: &Diff) -> Option<usize> {
        let (was, is) = (name(diff.was.as_ref()?), name(&diff.path));
        let follows = |(old, new, _): &&(&str, &str, usize)| {
            let rest = was.strip_prefix(old).zip(is.strip_prefix(new));
            rest.is_some_and(|(before, after)| before == after && begins_a_word(after))
        };
        self.names.iter().find(follows).map(|(.., change)| *change)
    }
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

fn begins_a_word(text: &str) -> bool {
    text.starts_with(|character: char| character.is_uppercase() || character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::kind::{Aspect, Item};
    use super::super::report::Rust;
    use super::{Diff, Renamed};

    fn renamed(was: &str, is: &str) -> Diff {
        Diff {
            sort: Item::Type,
            aspect: Aspect::Renamed,
            rust: Rust::Major,
            path: is.to_owned(),
            was: Some(was.to_owned()),
            text: String::new(),
        }
    }

    #[test]
    fn what_is_called_after_something_follows_it() {
        let call = renamed("operations::GetPet", "operations::FindPet");
        let mut known = Renamed::default();
        known.add(&call, 7);
        for (was, is, of) in [
            ("types::GetPetResponse", "types::FindPetResponse", Some(7)),
            ("types::GetPets", "types::FindPets", None),
            ("types::GetPetResponse", "types::FindPetAnswer", None),
        ] {
            assert_eq!(known.of(&renamed(was, is)), of, "{was}");
        }
    }
}
