//! What a caller sees of a crate, a line for each item, without what only the wire sees.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::surface;

/// The items of a crate's sources.
pub fn of(files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut items = BTreeSet::new();
    let mut head = String::new();
    for line in surface(files)
        .lines()
        .filter(|line| !line.starts_with("## "))
    {
        if let Some(line) = line.strip_prefix("    ") {
            if head.is_empty() {
                continue;
            }
            let of = head.split(" new(").next().unwrap();
            let row = row(&head, line).map(|row| format!("{of} / {row}"));
            items.extend(row);
            continue;
        }
        // The server in memory has the operations of the client, whatever their order; how a type is written in XML is no item;
        // and what is brought in is listed where it stands.
        let others = ["rt::mocked!", "rt::xml!", "use self::client::"];
        if others.iter().any(|other| line.starts_with(other)) {
            head.clear();
            continue;
        }
        if let Some((path, names)) = brought_in(line) {
            items.extend(names.map(|name| format!("{path}{name}")));
            head.clear();
            continue;
        }
        let line = headed(&unnamed(&without_groups(&without_texts(line))));
        head = line.trim_end_matches(" validate").to_owned();
        if head != line {
            items.insert(format!("{head} / fn validate"));
        }
        items.insert(head.clone());
    }
    items
}

/// The names that a `use` brings in, and what stands before several: a list with one more has all that it had.
fn brought_in(line: &str) -> Option<(&str, impl Iterator<Item = &str>)> {
    let paths = line.strip_prefix("use ")?;
    let (path, list) = paths.split_once('{').unwrap_or(("", paths));
    let names = list.trim_end_matches('}').split(',').map(str::trim);
    Some((path, names.filter(|name| !name.is_empty())))
}

/// Without the method and the path of an operation, and without how the variants of a union are told apart.
fn headed(line: &str) -> String {
    if line.starts_with("rt::operation!") {
        let name = line.split(" = ").next().unwrap();
        let answer = line.split_once("-> ").map_or("", |(_, answer)| answer);
        return format!("{name} -> {answer}");
    }
    let line = line.replace("rt::tagged_union!", "rt::union!");
    match line.split_once(" tag \"") {
        Some((name, rest)) => format!("{name}{}", rest.trim_start_matches('"')),
        None => line,
    }
}

/// A row without its value on the wire.
fn row(head: &str, line: &str) -> Option<String> {
    let is = |name: &str| head.starts_with(&format!("rt::{name}!"));
    let plain = without_groups(&without_texts(line));
    if is("operation") {
        let (setter, _wire) = plain.split_once(" = ")?;
        let (words, ty) = setter.split_once(": ")?;
        return Some(format!("{}: {ty}", words.rsplit(' ').next()?));
    }
    if is("replies") || is("success_replies") {
        let (variant, rest) = plain.split_once(" = ")?;
        let body = rest.split_once(": ").map_or("", |(_, body)| body);
        return Some(format!("{variant}: {body}"));
    }
    if is("union") {
        // Its constraints stand within the parentheses.
        let variant = line.split(')').next()?.split(" [").next()?;
        let from = line
            .split_once("from [")
            .and_then(|(_, rest)| rest.split(']').next());
        return Some(format!("{variant}) from {}", from.unwrap_or_default()));
    }
    if head.starts_with("rt::") {
        let null = plain.split_once(" null ").map_or("", |(_, null)| null);
        return Some(format!("{} {null}", plain.split(" = ").next()?));
    }
    Some(unnamed(&plain))
}

/// Without what stands in quotation marks.
fn without_texts(line: &str) -> String {
    let parts = line.split('"').step_by(2);
    parts.collect::<Vec<_>>().join("\"")
}

/// Without what stands in square brackets: constraints, names of security schemes.
fn without_groups(line: &str) -> String {
    let mut depth = 0_usize;
    let mut text = String::new();
    for character in line.chars() {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            other if depth == 0 => text.push(other),
            _ => {}
        }
    }
    text
}

/// A signature without the names of arguments, which callers do not write.
fn unnamed(line: &str) -> String {
    if !line.contains('(') {
        return line.to_owned();
    }
    let mut text = String::new();
    let mut parts = line.split(": ").peekable();
    while let Some(part) = parts.next() {
        match parts.peek() {
            Some(_) => {
                text.push_str(part.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_'))
            }
            None => text.push_str(part),
        }
    }
    text
}
