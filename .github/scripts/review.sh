#!/usr/bin/env bash
# Checks the crates and the documents of a pull request, and writes what changes for callers.
#
#   BASE=REVISION review.sh REPORT
#
# REPORT is a Markdown file, empty when there is nothing to say; it is added to the summary of the job as well. Findings in
# the documents are annotations of the pull request. Exit code 1 when a crate is not the one of its documents, when a
# document has errors, or when the report could not be made.
set -euo pipefail

report=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
drifted=0

# Lines of documents go through the log, and GitHub takes some lines for commands: not while this is on.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
quiet() { echo "::stop-commands::$token"; }
loud() { echo "::$token::"; }

quiet
cargo xtask regen --check 2>&1 | tee "$folder/check" || { failed=1; drifted=1; }
loud

# Annotations are such commands; their text is escaped.
cargo xtask lint --format github || failed=1

quiet
cargo xtask diff --base "$BASE" --format markdown > "$folder/diff" || failed=1
cat "$folder/diff"
loud

# What does not change is not worth a line.
grep -v ': no changes\*\*$' "$folder/diff" | cat -s | sed '/./,$!d' > "$folder/changes" || true

: > "$report"
if grep -q '[^[:space:]]' "$folder/changes"; then
    { echo '## What this changes for callers'; echo; cat "$folder/changes"; } >> "$report"
fi
if ((drifted)); then
    {
        echo
        echo '## The crates are not what the documents make of them'
        echo
        # Indented, it is shown as it is, whatever stands in it.
        head -n 60 "$folder/check" | sed 's/^/    /'
    } >> "$report"
fi

if [[ -n ${GITHUB_STEP_SUMMARY-} ]]; then
    if [[ -s $report ]]; then cat "$report"; else echo 'Nothing changes for callers.'; fi >> "$GITHUB_STEP_SUMMARY"
fi
exit "$failed"
