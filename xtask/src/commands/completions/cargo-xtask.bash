# Completions of `cargo xtask` for bash, made by `cargo xtask completions bash`.

# The program that the last `cargo xtask` built, if the current folder is in its repository.
_cargo_xtask_program() {
    local folder=$PWD
    while [[ ! -f $folder/xtask/Cargo.toml || ! -f $folder/runtime/Cargo.toml ]]; do
        [[ $folder == */* ]] || return 1
        folder=${folder%/*}
    done
    local target=${CARGO_TARGET_DIR:-target}
    [[ $target == /* ]] || target=$folder/$target
    [[ -x $target/xtask/xtask ]] && printf '%s\n' "$target/xtask/xtask"
}

_cargo_xtask() {
    if [[ ${COMP_WORDS[1]-} != xtask ]] || ((COMP_CWORD < 2)); then
        [[ -z $_cargo_xtask_cargo ]] || "$_cargo_xtask_cargo" "$@"
        return
    fi
    local program IFS=$'\n'
    program=$(_cargo_xtask_program) || return 0
    COMPREPLY=($("$program" complete --at "$((COMP_CWORD - 1))" -- "${COMP_WORDS[@]:1}" 2>/dev/null))
    # A folder is the beginning of a path.
    [[ ${#COMPREPLY[@]} != 1 || ${COMPREPLY[0]} != */ ]] || compopt -o nospace 2>/dev/null
}

# What completes `cargo` so far goes on to complete everything else.
complete -p cargo &>/dev/null || ! declare -F _completion_loader >/dev/null || _completion_loader cargo &>/dev/null
_cargo_xtask_registered=$(complete -p cargo 2>/dev/null | sed -n 's/.*-F \([^ ]*\).*/\1/p')
[[ $_cargo_xtask_registered == _cargo_xtask ]] || _cargo_xtask_cargo=$_cargo_xtask_registered
unset _cargo_xtask_registered
complete -o default -F _cargo_xtask cargo
