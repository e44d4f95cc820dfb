//! Short unified diffs.

use similar::TextDiff;

/// The unified diff between two texts of a file, at most `lines` lines after its header.
pub fn unified(path: &str, old: &str, new: &str, lines: usize) -> String {
    let diff = TextDiff::from_lines(old, new);
    let text = diff
        .unified_diff()
        .context_radius(2)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string();
    const HEADER: usize = 2;
    let total = text.lines().count();
    let mut short: String = text
        .lines()
        .take(HEADER + lines)
        .map(|line| format!("{line}\n"))
        .collect();
    if let Some(more @ 1..) = total.checked_sub(HEADER + lines) {
        short.push_str(&format!("… {more} more lines\n"));
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_with_its_surroundings() {
        let diff = unified("src/lib.rs", "a\nb\nc\n", "a\nB\nc\n", 20);
        assert_eq!(
            diff,
            "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"
        );
    }

    #[test]
    fn a_long_diff_is_cut_and_says_so() {
        let new: String = (0..50).map(|n| format!("{n}\n")).collect();
        let diff = unified("a", "", &new, 3);
        assert_eq!(
            diff,
            "--- a/a\n+++ b/a\n@@ -0,0 +1,50 @@\n+0\n+1\n… 48 more lines\n"
        );
    }
}
