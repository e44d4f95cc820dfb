//! The layout of `rt::…! { … }`: a line per row, so that a diff shows the row that changed.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::WIDTH;
use super::attributes::{self, Attribute};
use super::spacing::spaced;

const INDENT: &str = "    ";
const ROW_INDENT: &str = "        ";

/// Writes an invocation of one of the runtime's macros.
pub(super) fn write(tokens: Vec<TokenTree>, text: &mut String) {
    let mut path = tokens;
    let body = path.pop();
    match body {
        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => {
            let body = Body::of(body.stream());
            body.write(&spaced(path), text);
        }
        // `rt::…!(…);`
        other => {
            path.extend(other);
            text.push_str(&spaced(path));
            text.push('\n');
        }
    }
}

/// What a table declares.
struct Body {
    attributes: Vec<Attribute>,
    /// What stands before the braces, or all of it when there are none.
    head: Vec<TokenTree>,
    /// What stands between the braces.
    rows: Option<Vec<Row>>,
    /// What stands behind the braces.
    tail: Vec<TokenTree>,
}

/// What stands between two commas.
struct Row {
    attributes: Vec<Attribute>,
    text: String,
}

impl Body {
    fn of(tokens: TokenStream) -> Self {
        let mut tokens = tokens.into_iter().peekable();
        let attributes = attributes::take(&mut tokens);
        let (mut head, mut rows) = (Vec::new(), None);
        for tree in tokens.by_ref() {
            match tree {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    rows = Some(self::rows(&group));
                    break;
                }
                other => head.push(other),
            }
        }
        Self {
            attributes,
            head,
            rows,
            tail: tokens.collect(),
        }
    }

    fn write(self, path: &str, text: &mut String) {
        let declaration = self.declaration();
        let one_line = format!("{path} {{ {declaration} }}");
        if self.attributes.is_empty() && !declaration.contains('\n') && one_line.len() <= WIDTH {
            text.extend([one_line.as_str(), "\n"]);
            return;
        }
        text.extend([path, " {\n"]);
        for attribute in &self.attributes {
            attribute.write(INDENT, text);
        }
        text.extend([INDENT, &declaration, "\n}\n"]);
    }

    /// All but the attributes; further lines are indented.
    fn declaration(&self) -> String {
        let head = spaced(self.head.iter().cloned());
        let tail = spaced(self.tail.iter().cloned());
        let tail = match tail.as_str() {
            "" | ";" => tail,
            _ => format!(" {tail}"),
        };
        let Some(rows) = &self.rows else {
            return head;
        };
        let one_line = self
            .one_line(rows)
            .map(|rows| format!("{head} {rows}{tail}"));
        match one_line {
            Some(line) if INDENT.len() + line.len() <= WIDTH => line,
            _ => {
                let mut text = format!("{head} {{\n");
                rows.iter().for_each(|row| row.write(&mut text));
                text.extend([INDENT, "}", &tail]);
                text
            }
        }
    }

    /// The rows on one line, where that is how they are read: a list of names, or nothing at all.
    fn one_line(&self, rows: &[Row]) -> Option<String> {
        if rows.is_empty() {
            return Some("{}".to_owned());
        }
        let is_list = self
            .head
            .iter()
            .any(|tree| matches!(tree, TokenTree::Ident(word) if word == "enum"));
        let bare = rows.iter().all(|row| row.attributes.is_empty());
        (is_list && bare).then(|| {
            let rows: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
            format!("{{ {} }}", rows.join(", "))
        })
    }
}

impl Row {
    fn write(&self, text: &mut String) {
        for attribute in &self.attributes {
            attribute.write(ROW_INDENT, text);
        }
        text.extend([ROW_INDENT, &self.text, ",\n"]);
    }
}

/// The rows of a group, cut at the commas that stand in nothing else.
fn rows(group: &Group) -> Vec<Row> {
    let mut tokens = group.stream().into_iter().peekable();
    let mut rows = Vec::new();
    while tokens.peek().is_some() {
        let attributes = attributes::take(&mut tokens);
        let mut generics = 0_usize;
        let row = tokens.by_ref().take_while(|tree| match tree {
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' => {
                    generics += 1;
                    true
                }
                '>' => {
                    generics = generics.saturating_sub(1);
                    true
                }
                ',' => generics > 0,
                _ => true,
            },
            _ => true,
        });
        let text = broken(row.collect(), ROW_INDENT.len());
        rows.push(Row { attributes, text });
    }
    rows
}

/// A row that begins at this column. Where it is too long and ends in braces, what stands in them has lines of its own: an
/// expression, or the arms of a `match`. As deep as what is emitted.
fn broken(tokens: Vec<TokenTree>, column: usize) -> String {
    let line = spaced(tokens.iter().cloned());
    let body = match tokens.split_last() {
        Some((TokenTree::Group(body), head)) if body.delimiter() == Delimiter::Brace => {
            (!body.stream().is_empty() && column + line.len() > WIDTH).then_some((body, head))
        }
        _ => None,
    };
    let Some((body, head)) = body else {
        return line;
    };
    let inner = column + INDENT.len();
    let indent = |column: usize| " ".repeat(column);
    let lines = cut_at_commas(body);
    let comma = if lines.len() > 1 { "," } else { "" };
    let mut text = format!("{} {{\n", spaced(head.iter().cloned()));
    for tokens in lines {
        text.extend([indent(inner).as_str(), &broken(tokens, inner), comma, "\n"]);
    }
    text.extend([indent(column).as_str(), "}"]);
    text
}

/// What stands between the commas of a group.
fn cut_at_commas(group: &Group) -> Vec<Vec<TokenTree>> {
    let mut parts: Vec<Vec<TokenTree>> = vec![Vec::new()];
    for tree in group.stream() {
        match (&tree, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => parts.push(Vec::new()),
            (_, Some(part)) => part.push(tree),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}
