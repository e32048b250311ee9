#!/usr/bin/env bash
# Runs the commands in the pages of this folder (or in the pages given) and puts their real output under them, and their
# pictures beside them. Build first: mvn -B -q package -DskipTests
#
#   docs/lecture/make.sh [--small DATA OUT] [PAGE...]
#
# --small shows in seconds that all still works: commands run on the data in DATA with tiny networks and one epoch, and the pages
# go to OUT. Plain "java" must be a JDK 25, or LANEWISE_JAVA_HOME or JAVA_HOME name one, for the pages that run a source file.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$here
small=
if [ "${1:-}" = --small ]; then
  small=$(cd "$2" && pwd)
  out=$(cd "$3" && pwd)
  shift 3
fi
jar=$here/../../cli/target/cli.jar
[ -f "$jar" ] || { echo "there is no $jar; build it: mvn -B -q package -DskipTests" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$jar" "$work/cli.jar"
ln -s "$here"/*.java "$work/"
jdk=${LANEWISE_JAVA_HOME:-${JAVA_HOME:-}}
[ -z "$jdk" ] || export PATH="$jdk/bin:$PATH"
version=$(java -version 2>&1 | sed -nE '1s/.*version "([0-9]+).*/\1/p')
[ "${version:-0}" -ge 25 ] || { echo "java is version ${version:-unknown}, but 25 is needed; set JAVA_HOME to a JDK 25" >&2; exit 1; }

# The same command on little data.
shrink() {
  case $1 in
    'java FromScratch.java'*)
      sed -E "s|FromScratch.java( \. [0-9]+ [0-9]+ [0-9]+)?|FromScratch.java $small 100 1 8|" <<< "$1" ;;
    *' sweep '*)
      sed -E "s/--(epochs|limit|seeds) [^ ]+//g; s/hidden=[^ ]+/hidden=4,6/; s| --out| --epochs 1 --data $small --out|" <<< "$1" ;;
    *' compare '* | *' --preset '* | *' --hidden '*)
      sed -E 's/--(hidden|epochs|limit|seeds) [^ ]+//g; s/(hidden|epochs)=[^ ]+/\1=4/g; s/ --out/ --epochs 1 --out/' <<< "$1" \
        | sed -E "s| compare | compare --seeds 2 |; s|\$| --hidden 6,6 --data $small|; / --out/! s|\$| --epochs 1|" ;;
    *) echo "$1" ;;
  esac
}

# Copies a page; what follows a "$ java ..." line, up to the end of its block or the next such line, is replaced by what the
# command prints.
refresh() {
  local line command ran=no
  while IFS= read -r line; do
    if [[ $line == '$ java '* ]]; then
      printf '%s\n' "$line"
      command=${line#'$ '}
      [ -z "$small" ] || command=$(shrink "$command")
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

if [ $# -eq 0 ]; then
  cd "$here"
  set -- *.md
fi
for page in "$@"; do
  refresh < "$here/$page" > "$work/page"
  cp "$work/page" "$out/$page"
done
for curves in "$work"/*/curves.png; do
  if [ -e "$curves" ]; then
    cp "$curves" "$out/$(basename "$(dirname "$curves")").png"
  fi
done
for sweep in "$work"/*/sweep.json; do
  if [ -e "$sweep" ]; then
    cp "$(dirname "$sweep")/report.html" "$out/$(basename "$(dirname "$sweep")").html"
  fi
done
for picture in "$work"/*.svg; do
  if [ -e "$picture" ]; then
    cp "$picture" "$out/"
  fi
done
