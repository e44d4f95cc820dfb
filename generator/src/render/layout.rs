//! Rust text from syntax trees. `prettyplease` lays out everything but the runtime's tables (`rt::object!(…)`), whose
//! grammar only the runtime knows: those get a line per row here, so that a diff shows the row that changed.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::{File, Item};

/// Rows that together fit into this many characters stay on one line.
const WIDTH: usize = 100;

/// The text of a file.
pub(super) fn layout(file: File) -> String {
    let File { attrs, items, .. } = file;
    let mut text = String::new();
    let mut run = Vec::new();
    let mut attrs = Some(attrs);
    for item in items {
        match table(&item) {
            Some(table) => {
                flush(&mut text, attrs.take(), std::mem::take(&mut run));
                separate(&mut text);
                text.push_str(&table);
            }
            None => run.push(item),
        }
    }
    flush(&mut text, attrs.take(), run);
    text
}

fn flush(text: &mut String, attrs: Option<Vec<syn::Attribute>>, items: Vec<Item>) {
    let attrs = attrs.unwrap_or_default();
    if attrs.is_empty() && items.is_empty() {
        return;
    }
    separate(text);
    let mut previous: Option<&Item> = None;
    let mut groups: Vec<Vec<Item>> = Vec::new();
    for item in &items {
        let apart = previous.is_some_and(|previous| !stand_together(previous, item));
        match groups.last_mut() {
            Some(group) if !apart => group.push(item.clone()),
            _ => groups.push(vec![item.clone()]),
        }
        previous = Some(item);
    }
    if !attrs.is_empty() {
        text.push_str(&unparse(attrs, Vec::new()));
        if !groups.is_empty() {
            text.push('\n');
        }
    }
    for (index, items) in groups.into_iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        text.push_str(&unparse(Vec::new(), items));
    }
}

fn unparse(attrs: Vec<syn::Attribute>, items: Vec<Item>) -> String {
    let methods = items.iter().any(|item| matches!(item, Item::Impl(_)));
    let text = prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    });
    if methods {
        with_blank_lines(&text)
    } else {
        text
    }
}

/// Puts a blank line between the methods of an `impl`, where `prettyplease` has none.
fn with_blank_lines(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + text.len() / 16);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        spaced.push_str(line);
        spaced.push('\n');
        if line == "    }" && lines.peek().is_some_and(|next| *next != "}") {
            spaced.push('\n');
        }
    }
    spaced
}

fn separate(text: &mut String) {
    if !text.is_empty() {
        text.push('\n');
    }
}

/// Imports stand together, and so do module declarations, without blank lines between.
fn stand_together(one: &Item, other: &Item) -> bool {
    let is_module = |item: &Item| matches!(item, Item::Mod(module) if module.content.is_none());
    matches!((one, other), (Item::Use(_), Item::Use(_))) || (is_module(one) && is_module(other))
}

/// The text of a table, if the item is one.
fn table(item: &Item) -> Option<String> {
    let Item::Macro(item) = item else { return None };
    if item.ident.is_some()
        || item
            .mac
            .path
            .segments
            .first()
            .is_none_or(|segment| segment.ident != "rt")
    {
        return None;
    }
    let path: Vec<String> = item
        .mac
        .path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    let (head, rows) = split_table(item.mac.tokens.clone());
    let start = format!("{}!({head}", path.join("::"));
    let Some(rows) = rows else {
        return Some(format!("{start});\n"));
    };
    if rows.is_empty() {
        return Some(format!("{start} {{}});\n"));
    }
    let one_line = format!("{start} {{ {} }});\n", rows.join(", "));
    if rows.len() == 1 && one_line.len() <= WIDTH {
        return Some(one_line);
    }
    let rows: String = rows.iter().map(|row| format!("    {row},\n")).collect();
    Some(format!("{start} {{\n{rows}}});\n"))
}

/// What stands before the braces, and the rows between them; no rows when there are no braces.
fn split_table(tokens: TokenStream) -> (String, Option<Vec<String>>) {
    let mut head = TokenStream::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                return (spaced(head), Some(rows(group.stream())));
            }
            other => head.extend([other]),
        }
    }
    (spaced(head), None)
}

fn rows(tokens: TokenStream) -> Vec<String> {
    let mut rows = Vec::new();
    let mut row = TokenStream::new();
    for tree in tokens {
        match &tree {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                rows.push(spaced(std::mem::take(&mut row)))
            }
            _ => row.extend([tree]),
        }
    }
    if !row.is_empty() {
        rows.push(spaced(row));
    }
    rows
}

/// Tokens as text with the spaces that a person would write.
fn spaced(tokens: TokenStream) -> String {
    let mut text = String::new();
    write(tokens, &mut text);
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    let mut joint = false;
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                let after_word =
                    text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '"'));
                if group.delimiter() == Delimiter::Bracket && after_word && !text.ends_with(' ') {
                    text.push(' ');
                }
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
                joint = false;
            }
            TokenTree::Punct(punct) => {
                let c = punct.as_char();
                // The tables have no arithmetic: a minus is a number's sign.
                let sign = c == '-';
                let tight = joint || matches!(c, ',' | ':' | '.' | ';' | '<' | '>' | '!');
                if !tight && needs_space(text) {
                    text.push(' ');
                }
                text.push(c);
                joint = punct.spacing() == Spacing::Joint || sign || c == '&' || c == '<';
            }
            word => {
                if !joint && needs_space(text) {
                    text.push(' ');
                }
                text.push_str(&word.to_string());
                joint = false;
            }
        }
    }
}

fn needs_space(text: &str) -> bool {
    !text.is_empty()
        && !text.ends_with(['(', '[', ' ', '<', '&', '!', '.'])
        && !text.ends_with("::")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    #[test]
    fn tables_have_a_line_per_row() {
        let file = syn::parse2(quote! {
            use crate::rt;
            pub struct A { pub a: String }
            rt::object!(A { required a: "a", optional b: "b", });
            rt::constant!(B = "b");
            rt::call!(C: json Vec<rt::Map<D>>, CError);
        })
        .unwrap();
        insta::assert_snapshot!(super::layout(file), @r#"
        use crate::rt;

        pub struct A {
            pub a: String,
        }

        rt::object!(A {
            required a: "a",
            optional b: "b",
        });

        rt::constant!(B = "b");

        rt::call!(C: json Vec<rt::Map<D>>, CError);
        "#);
    }

    #[test]
    fn constraint_rows_read_well() {
        let file = syn::parse2(quote! {
            rt::constraints!(A { "id" id: [MaxLength(36u64), Pattern("^a$")], "tags" tags: [Items(&[MinLength(1u64)])] nested, });
            rt::replies!(E { 400 => Bad: json Error, 4XX => Client: text, default => Default: empty, });
            rt::union!(U { A: object requires ["a", "b"] constants ["k" = "v"], B: string | integer, });
        })
        .unwrap();
        insta::assert_snapshot!(super::layout(file));
    }
}
