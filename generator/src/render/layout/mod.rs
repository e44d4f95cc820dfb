//! Rust text from tokens.
//!
//! Most of what is emitted are declarations in the grammar of the runtime's macros, which no formatter knows: they are
//! laid out here, and so are the imports and aliases between them. Only items with code in them become a syntax tree,
//! for `prettyplease`.

mod attributes;
mod items;
mod spacing;
mod table;

use proc_macro2::TokenStream;

use items::{Kind, Piece};

/// As rustfmt has it.
const WIDTH: usize = 100;

/// The text of a file.
pub(super) fn layout(tokens: TokenStream) -> syn::Result<String> {
    let mut text = String::new();
    let mut previous = None;
    for piece in items::pieces(tokens) {
        let kind = piece.kind;
        if previous.is_some_and(|previous| !stand_together(previous, kind)) {
            text.push('\n');
        }
        write(piece, &mut text)?;
        // `prettyplease` ends a file that holds a single attribute without a line break.
        if !text.ends_with('\n') {
            text.push('\n');
        }
        previous = Some(kind);
    }
    Ok(text)
}

/// Imports stand together, and so do module declarations, without blank lines between.
fn stand_together(one: Kind, other: Kind) -> bool {
    one == other && matches!(one, Kind::Use | Kind::Mod)
}

fn write(piece: Piece, text: &mut String) -> syn::Result<()> {
    match piece.kind {
        Kind::Inner | Kind::Rust => text.push_str(&unparse(piece.into_tokens())?),
        Kind::Use | Kind::Mod | Kind::Alias | Kind::Table => {
            for attribute in &piece.attributes {
                attribute.write("", text);
            }
            match piece.kind {
                Kind::Table => table::write(piece.tokens, text),
                Kind::Use => import(&spacing::spaced(piece.tokens), text),
                _ => text.extend([spacing::spaced(piece.tokens).as_str(), "\n"]),
            }
        }
    }
    Ok(())
}

/// An import; the names of one that is too long fill lines of their own.
fn import(import: &str, text: &mut String) {
    let split = import
        .split_once("{ ")
        .and_then(|(path, names)| Some((path, names.strip_suffix(" };")?.trim_end_matches(','))));
    let Some((path, names)) = split else {
        text.extend([import, "\n"]);
        return;
    };
    let one_line = match names.contains(',') {
        true => format!("{path}{{{names}}};"),
        false => format!("{path}{names};"),
    };
    if one_line.len() <= WIDTH {
        text.extend([one_line.as_str(), "\n"]);
        return;
    }
    text.extend([path, "{\n"]);
    let mut line = String::new();
    for name in names.split(", ") {
        if !line.is_empty() && line.len() + name.len() + "     ,".len() > WIDTH {
            text.extend(["   ", line.as_str(), "\n"]);
            line.clear();
        }
        line.extend([" ", name, ","]);
    }
    text.extend(["   ", line.as_str(), "\n};\n"]);
}

/// The text of an item with code in it, or of a file's attributes.
fn unparse(tokens: TokenStream) -> syn::Result<String> {
    let file: syn::File = syn::parse2(tokens)?;
    let methods = file
        .items
        .iter()
        .any(|item| matches!(item, syn::Item::Impl(_)));
    let text = prettyplease::unparse(&file);
    Ok(if methods {
        with_blank_lines(&text)
    } else {
        text
    })
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

#[cfg(test)]
mod tests;
