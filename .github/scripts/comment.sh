#!/usr/bin/env bash
# Puts a report into a pull request: one comment, which every run writes anew.
#
#   GH_TOKEN=… REPOSITORY=OWNER/NAME NUMBER=N comment.sh REPORT
#
# An empty report makes no comment; if there is one already, it says that nothing changes any more.
set -euo pipefail

report=$1
# By this the comment is known; GitHub does not show it.
marker='<!-- clientsmith: what changes -->'
# GitHub takes 65,536 characters.
limit=60000

comments=$(gh api --paginate "repos/$REPOSITORY/issues/$NUMBER/comments" \
    --jq ".[] | select(.user.login == \"github-actions[bot]\" and (.body | startswith(\"$marker\"))) | .id")
comment=${comments%%$'\n'*}

if [[ ! -s $report && -z $comment ]]; then
    echo 'nothing to say'
    exit
fi

body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
    echo "$marker"
    if [[ -s $report ]]; then
        # Whole lines, as many as fit; a folded part that is cut off is closed.
        awk -v limit="$limit" '
            { length_so_far += length($0) + 1 }
            /^<details>/ { open = 1 }
            length_so_far > limit { if (open) print "\n</details>"; print "\nThe rest is in the summary of the job."; exit }
            { print }
            /^<\/details>/ { open = 0 }
        ' "$report"
    else
        echo 'Nothing changes for callers any more.'
    fi
} > "$body"

if [[ -n $comment ]]; then
    gh api --method PATCH "repos/$REPOSITORY/issues/comments/$comment" --field body=@"$body" --silent
else
    gh api --method POST "repos/$REPOSITORY/issues/$NUMBER/comments" --field body=@"$body" --silent
fi
