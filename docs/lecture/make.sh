#!/usr/bin/env bash
# Runs the commands in the pages of this folder (or in the pages given) and puts their real output under them, and their
# curves beside them. Build first: mvn -B -q package -DskipTests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
jar=$PWD/../../cli/target/cli.jar
[ -f "$jar" ] || { echo "there is no $jar; build it: mvn -B -q package -DskipTests" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$jar" "$work/cli.jar"

# Copies a page; what follows a "$ java ..." line, up to the end of its block, is replaced by what the command prints.
refresh() {
  local line command='' ran=no
  while IFS= read -r line; do
    if [[ $line == '$ java '* ]]; then
      printf '%s\n' "$line"
      command=${line#'$ '}
      echo "$command" >&2
      (cd "$work" && eval "$command" 2> err.txt) || { cat "$work/err.txt" >&2; return 1; }
      ran=yes
    elif [[ $line == '```' ]]; then
      ran=no
      printf '%s\n' "$line"
    elif [[ $ran == no ]]; then
      printf '%s\n' "$line"
    fi
  done
}

[ $# -gt 0 ] || set -- *.md
for page in "$@"; do
  refresh < "$page" > "$work/page"
  cp "$work/page" "$page"
done
for curves in "$work"/*/curves.png; do
  [ -e "$curves" ] && cp "$curves" "$(basename "$(dirname "$curves")").png"
done
