# Completions of `cargo xtask` for fish, made by `cargo xtask completions fish`. The folder for them is conf.d: what
# lies in completions is read for the command that a file is named after, and that command is `cargo`.

function __cargo_xtask_candidates
    set -l folder $PWD
    while not test -f $folder/xtask/Cargo.toml -a -f $folder/runtime/Cargo.toml
        test -n "$folder" -a "$folder" != /; or return
        set folder (string replace -r '/[^/]*$' '' -- $folder)
    end
    set -l target target
    set -q CARGO_TARGET_DIR; and set target $CARGO_TARGET_DIR
    string match -q '/*' -- $target; or set target $folder/$target
    test -x $target/xtask/xtask; or return
    set -l words (commandline -opc)[2..-1]
    $target/xtask/xtask complete --describe --at (count $words) -- $words (commandline -ct) 2>/dev/null
end

complete -c cargo -n '__fish_seen_subcommand_from xtask' -f -a '(__cargo_xtask_candidates)'
