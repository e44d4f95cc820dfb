//! CommonMark of a document becomes doc comments that rustdoc shows without a warning: no HTML, no links to nowhere, no
//! code block that would be run as a test, lines of readable length.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// Where lines are broken, in characters.
const WIDTH: usize = 110;

/// `text` as lines of a doc comment.
pub(crate) fn doc_lines(text: &str) -> Vec<String> {
    let mut writer = Writer::default();
    for event in Parser::new_ext(text, Options::empty()) {
        writer.event(event);
    }
    writer.finish()
}

/// A character of the document as it can stand in a file for people: a control character becomes a space, and what turns
/// the direction of the text around goes. rustc refuses the latter in comments, for they can hide what a line says.
pub(crate) fn shown(c: char) -> Option<char> {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    }
}

/// Writes the events of one text.
#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    /// The paragraph that is being written, not wrapped yet; a newline in it stays.
    paragraph: String,
    /// What stands before the first line of the paragraph.
    first_prefix: String,
    /// One entry per enclosing list item or quote: what stands before its further lines.
    prefixes: Vec<String>,
    /// One entry per enclosing list: the next number, if it is ordered.
    lists: Vec<Option<u64>>,
    /// Where the links that are open lead; `None` when the text alone is kept.
    links: Vec<Option<String>>,
    in_code_block: bool,
    tight: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code_block => self.code_lines(&text),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.code_span(&code),
            Event::Html(html) | Event::InlineHtml(html) => self.text(&without_tags(&html)),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.paragraph.push('\n'),
            Event::Rule => self.flush(),
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text)
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.begin_block();
                self.paragraph.push_str("**");
            }
            Tag::BlockQuote(_) => {
                self.begin_block();
                self.prefixes.push("> ".to_owned());
            }
            Tag::CodeBlock(_) => {
                self.begin_block();
                self.line("```text");
                self.in_code_block = true;
            }
            Tag::List(start) => {
                self.flush();
                if self.lists.is_empty() {
                    self.blank();
                }
                self.lists.push(start);
            }
            Tag::Item => self.item(),
            Tag::Emphasis => self.paragraph.push('*'),
            Tag::Strong => self.paragraph.push_str("**"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url),
            Tag::Paragraph | Tag::HtmlBlock => self.begin_block(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.paragraph.push_str("**");
                self.flush();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.prefixes.pop();
            }
            TagEnd::CodeBlock => {
                self.line("```");
                self.in_code_block = false;
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.tight = !self.lists.is_empty();
            }
            TagEnd::Item => {
                self.flush();
                self.prefixes.pop();
                self.tight = true;
            }
            TagEnd::Emphasis => self.paragraph.push('*'),
            TagEnd::Strong => self.paragraph.push_str("**"),
            TagEnd::Link => self.end_link(),
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            _ => {}
        }
    }

    fn item(&mut self) {
        self.flush();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ => "- ".to_owned(),
        };
        self.first_prefix = format!("{}{marker}", self.prefixes.concat());
        self.prefixes.push(" ".repeat(marker.len()));
        self.tight = true;
    }

    fn link(&mut self, kind: LinkType, url: &str) {
        let known = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| url.starts_with(scheme));
        let safe = known && !url.contains(['<', '>', ' ', '(', ')', '\n', '[', ']']);
        match kind {
            LinkType::Autolink | LinkType::Email => self.links.push(None),
            _ if safe => {
                self.paragraph.push('[');
                self.links.push(Some(url.to_owned()));
            }
            _ => self.links.push(None),
        }
    }

    fn end_link(&mut self) {
        if let Some(Some(url)) = self.links.pop() {
            self.paragraph.push_str(&format!("]({url})"));
        }
    }

    fn text(&mut self, text: &str) {
        let in_link = self.links.iter().any(Option::is_some);
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 {
                self.paragraph.push(' ');
            }
            match bare_url(word) {
                Some((before, url, after)) if !in_link => {
                    self.escape(before);
                    self.paragraph.push_str(&format!("<{url}>"));
                    self.escape(after);
                }
                _ => self.escape(word),
            }
        }
    }

    /// Adds text so that no character of it means anything to Markdown.
    fn escape(&mut self, text: &str) {
        let mut before = self.paragraph.chars().next_back().unwrap_or(' ');
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            let after = characters.peek().copied().unwrap_or(' ');
            let special = match c {
                '\\' | '`' | '*' | '[' | ']' | '<' => true,
                '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
                '~' => before == '~' || after == '~',
                '&' => after == '#' || after.is_alphabetic(),
                _ => false,
            };
            if special {
                self.paragraph.push('\\');
            }
            self.paragraph.extend(shown(c));
            before = c;
        }
    }

    fn code_span(&mut self, code: &str) {
        let fence = if code.contains("``") {
            "```"
        } else if code.contains('`') {
            "``"
        } else {
            "`"
        };
        let pad = if code.starts_with('`') || code.ends_with('`') {
            " "
        } else {
            ""
        };
        self.paragraph.push_str(&format!(
            "{fence}{pad}{}{pad}{fence}",
            code.replace(['\n', '\r'], " ")
        ));
    }

    fn code_lines(&mut self, text: &str) {
        for line in text.lines() {
            // A fence inside the block would end it.
            self.line(&line.replace("```", "'''").replace('\t', "    "));
        }
    }

    /// Lines of what looks like a table stay apart; others are wrapped anew.
    fn soft_break(&mut self) {
        let in_table = self
            .paragraph
            .rsplit('\n')
            .next()
            .is_some_and(|line| line.matches('|').count() > 1);
        self.paragraph.push(if in_table { '\n' } else { ' ' });
    }

    fn begin_block(&mut self) {
        self.flush();
        if !std::mem::take(&mut self.tight) {
            self.blank();
        }
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines
                .push(self.prefixes.concat().trim_end().to_owned());
        }
    }

    fn line(&mut self, text: &str) {
        let prefix = match std::mem::take(&mut self.first_prefix) {
            first if first.is_empty() => self.prefixes.concat(),
            first => first,
        };
        self.lines
            .push(format!("{prefix}{text}").trim_end().to_owned());
    }

    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let room = WIDTH.saturating_sub(self.prefixes.concat().len()).max(40);
        for line in paragraph.lines().flat_map(|line| wrap(line, room)) {
            self.line(&line);
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.flush();
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }
}

/// Breaks a line at spaces, never before a word that would start a list, a quote or a heading.
fn wrap(line: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    for word in line.split_whitespace() {
        let full =
            !current.is_empty() && current.chars().count() + 1 + word.chars().count() > width;
        if full && !starts_block(word) {
            lines.push(std::mem::take(&mut current));
        }
        if current.is_empty() && lines.is_empty() && starts_block(word) {
            current.push('\\');
        } else if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    if !current.is_empty() {
        lines.push(current);
    }
    lines
}

fn starts_block(word: &str) -> bool {
    let numbered = word
        .strip_suffix(['.', ')'])
        .is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()));
    matches!(word.chars().next(), Some('#' | '>' | '=' | '|' | '~' | ':'))
        || matches!(word, "-" | "+")
        || word.starts_with("--")
        || word.starts_with("++")
        || numbered
}

/// A URL in a word, with what stands before and after it (rustdoc asks for angle brackets around URLs).
fn bare_url(word: &str) -> Option<(&str, &str, &str)> {
    let start = word.find("http://").or_else(|| word.find("https://"))?;
    let (before, rest) = word.split_at_checked(start)?;
    let legal = |c: char| {
        c.is_ascii_graphic()
            && !matches!(
                c,
                '<' | '>' | '"' | '\'' | '`' | '\\' | '[' | ']' | '{' | '}' | '|' | '^'
            )
    };
    let end = rest.find(|c| !legal(c)).unwrap_or(rest.len());
    let (url, _) = rest.split_at_checked(end)?;
    let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '*', '_']);
    let (url, after) = rest.split_at_checked(url.len())?;
    (url.len() > "https://".len()).then_some((before, url, after))
}

/// Elements of HTML that people write in descriptions; what else stands between angle brackets is text.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
];

/// HTML without its tags and comments; each becomes a space.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tail.split_once('>').unwrap_or((tail, ""));
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if tag.starts_with("!--") || ELEMENTS.contains(&name.to_ascii_lowercase().as_str()) {
            text.push(' ');
        } else {
            text.extend(["<", tag, ">"]);
        }
        rest = after;
    }
    text.push_str(rest);
    text.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::doc_lines;

    fn docs(text: &str) -> String {
        doc_lines(text).join("\n")
    }

    #[test]
    fn plain_text_stays() {
        assert_eq!(
            docs("The user's snake_case id, e.g. `eus_1`."),
            "The user's snake_case id, e.g. `eus_1`."
        );
    }

    #[test]
    fn brackets_and_tags_lose_their_meaning() {
        assert_eq!(
            docs("field1.field2[0] of Vec<T>"),
            "field1.field2\\[0\\] of Vec\\<T>"
        );
        assert_eq!(docs("<p>One.</p><p>Two.</p>"), "One. Two.");
        assert_eq!(
            docs("see [the page](/relative) and [this](https://example.com/a)"),
            "see the page and [this](https://example.com/a)"
        );
    }

    #[test]
    fn urls_get_their_brackets() {
        assert_eq!(
            docs("See https://example.com/a_b."),
            "See <https://example.com/a_b>."
        );
    }

    #[test]
    fn code_is_never_run() {
        assert_eq!(
            docs("Text:\n\n    let x = 1;\n"),
            "Text:\n\n```text\nlet x = 1;\n```"
        );
        assert_eq!(
            docs("```rust,should_panic\nfoo()\n```"),
            "```text\nfoo()\n```"
        );
    }

    #[test]
    fn lists_keep_their_shape() {
        assert_eq!(
            docs("Values:\n* `a`: one\n* `b`: two\n  1. x\n  2. y\n\nEnd"),
            "Values:\n\n- `a`: one\n- `b`: two\n  1. x\n  2. y\n\nEnd"
        );
    }

    #[test]
    fn long_lines_are_wrapped() {
        let lines = doc_lines(&"word ".repeat(60));
        assert!(
            lines.len() > 2 && lines.iter().all(|line| line.len() <= super::WIDTH),
            "{lines:?}"
        );
    }
}
