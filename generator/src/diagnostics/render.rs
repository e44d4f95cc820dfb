//! Diagnostics as text, in rustc's look.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::lines::Lines;
use super::place::{Spot, spots};
use super::{Diagnostic, Files, Origins, Place, Severity};

/// How a report is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// With ANSI colours.
    Colored,
}

/// The text of `diagnostics`, in the order given, with a blank line between two.
pub fn render(
    diagnostics: &[Diagnostic],
    files: &Files,
    origins: &Origins,
    style: Style,
) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colored => Renderer::styled(),
    }
    .decor_style(DecorStyle::Ascii);
    let places: Vec<&Place> = diagnostics.iter().flat_map(places_of).collect();
    let spots = spots(&places, files, origins);
    let page = Page {
        files,
        lines: Lines::of(spots.iter().flatten(), files),
    };
    let mut spots = spots.into_iter();
    let mut text = String::new();
    for diagnostic in diagnostics {
        let own: Vec<Option<Spot>> = spots.by_ref().take(1 + diagnostic.related.len()).collect();
        let rendered = renderer.render(&page.groups(diagnostic, &own));
        rendered
            .lines()
            .filter(|line| !is_empty_origin(line))
            .for_each(|line| {
                text.push_str(line);
                text.push('\n');
            });
        text.push('\n');
    }
    text
}

/// One line on how many findings of each severity there are: `heron: 1 error, 3 warnings`.
pub fn summary(name: &str, diagnostics: &[Diagnostic]) -> String {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    };
    let counts = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ]
    .map(|(severity, word)| (count(severity), word));
    let words: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| {
            if count == 1 {
                format!("1 {word}")
            } else {
                format!("{count} {word}s")
            }
        })
        .collect();
    let said = if words.is_empty() {
        "nothing to report".to_owned()
    } else {
        words.join(", ")
    };
    format!("{name}: {said}")
}

/// A diagnostic's places: its own, then the related ones.
pub(super) fn places_of(diagnostic: &Diagnostic) -> impl Iterator<Item = &Place> {
    std::iter::once(&diagnostic.place).chain(diagnostic.related.iter().map(|(place, _)| place))
}

/// What is needed to show a diagnostic.
struct Page<'a> {
    files: &'a Files,
    lines: Lines<'a>,
}

impl<'a> Page<'a> {
    /// The diagnostic with its lines and its help, then the places that are too far away for one excerpt.
    fn groups(&self, diagnostic: &'a Diagnostic, spots: &[Option<Spot>]) -> Vec<Group<'a>> {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.code.as_str());
        let mut group = Group::with_title(title);
        let mut related: Vec<Related<'a, '_>> = diagnostic
            .related
            .iter()
            .map(|(_, label)| label.as_str())
            .zip(spots.iter().skip(1).map(Option::as_ref))
            .collect();
        match (spots.first().and_then(Option::as_ref), &diagnostic.place) {
            (Some(spot), _) => group = self.excerpt_with_context(group, spot, &mut related),
            (None, Place::Path(path)) => group = group.element(Origin::path(path.as_str())),
            (None, _) => {}
        }
        group = group.elements(
            diagnostic
                .help
                .iter()
                .map(|help| Level::HELP.message(help.as_str())),
        );
        let notes = related
            .into_iter()
            .map(|(label, spot)| self.note(label, spot));
        std::iter::once(group).chain(notes).collect()
    }

    /// The lines of `spot`; related places nearby are shown with them and taken out of `related`.
    fn excerpt_with_context(
        &self,
        group: Group<'a>,
        spot: &Spot,
        related: &mut Vec<Related<'a, '_>>,
    ) -> Group<'a> {
        let text = self.files.text(spot.file);
        let mut excerpt = Excerpt::new(text, spot, &self.lines);
        let near: Vec<Related<'a, '_>> = related
            .extract_if(.., |(_, other)| {
                other.is_some_and(|other| {
                    other.file == spot.file
                        && other.bytes != spot.bytes
                        && excerpt.include(text, other)
                })
            })
            .collect();
        let context = near
            .into_iter()
            .filter_map(|(label, other)| {
                Some(
                    AnnotationKind::Context
                        .span(excerpt.span_of(text, other?)?)
                        .label(label),
                )
            })
            .collect();
        place_elements(group, self.files.path(spot.file), excerpt, context)
    }

    /// Another place with its own lines below the diagnostic.
    fn note(&self, label: &'a str, spot: Option<&Spot>) -> Group<'a> {
        let group = Group::with_title(Level::NOTE.secondary_title(label));
        match spot {
            None => group,
            Some(spot) => {
                let excerpt = Excerpt::new(self.files.text(spot.file), spot, &self.lines);
                place_elements(group, self.files.path(spot.file), excerpt, Vec::new())
            }
        }
    }
}

/// A label and the place that it is about, if that can be shown.
type Related<'a, 's> = (&'a str, Option<&'s Spot>);

/// `--> path:line:column`, and the lines below it.
fn place_elements<'a>(
    group: Group<'a>,
    path: &'a str,
    excerpt: Excerpt<'a>,
    context: Vec<Annotation<'a>>,
) -> Group<'a> {
    let origin = Origin::path(path)
        .line(excerpt.line)
        .char_column(excerpt.column);
    if excerpt.text.trim().is_empty() {
        return group.element(origin);
    }
    // The renderer counts columns from the start of what it is given. Where that is not the start of a line, the
    // origin is given apart, and the snippet has none.
    let cut = excerpt.is_cut();
    let snippet = Snippet::source(excerpt.text)
        .line_start(excerpt.first_line)
        .path((!cut).then_some(path))
        .annotation(AnnotationKind::Primary.span(excerpt.span))
        .annotations(context);
    if cut {
        group.element(origin).element(snippet)
    } else {
        group.element(snippet)
    }
}

/// The line `:::` that the renderer writes for a snippet without an origin.
fn is_empty_origin(line: &str) -> bool {
    line.contains(":::") && !line.contains(|c: char| c.is_alphabetic() && c != 'm')
}
