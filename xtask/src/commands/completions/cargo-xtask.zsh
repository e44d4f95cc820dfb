#compdef cargo-xtask
# Completions of `cargo xtask` for zsh, made by `cargo xtask completions zsh`. Cargo's own completions, which come with
# Rust, call this function for the words after `cargo`.

local folder=$PWD
while [[ ! -f $folder/xtask/Cargo.toml || ! -f $folder/runtime/Cargo.toml ]]; do
    [[ $folder == */* ]] || return 1
    folder=${folder%/*}
done
local target=${CARGO_TARGET_DIR:-target}
[[ $target == /* ]] || target=$folder/$target
[[ -x $target/xtask/xtask ]] || return 1

local -a candidates
candidates=("${(@f)$("$target/xtask/xtask" complete --at $((CURRENT - 1)) -- "${words[@]}" 2>/dev/null)}")
local -i none=1
# What lies in a folder can follow its name.
compadd -S '' -- "${(@M)candidates:#*/}" && none=0
compadd -- "${(@)candidates:#(|*/)}" && none=0
return none
