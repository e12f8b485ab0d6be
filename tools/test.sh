#!/bin/sh
# Run every check and test, unless they have passed for exactly these files already; CI always runs them.
set -eu
bin=$1
mark=$2
# What measures, or has a browser draw, has the machine for itself.
alone="tests/browser tests/judges tests/moderation/test_terminal.py"

digest() {
    git ls-files -z --cached --others --exclude-standard 2>/dev/null | sort -z | xargs -0 sha256sum 2>/dev/null | sha256sum
}

now=$(digest)
git rev-parse --is-inside-work-tree >/dev/null 2>&1 || AGAIN=1
if [ "${CI:-}" != true ] && [ "${AGAIN:-}" = "" ] && [ -f "$mark" ] && [ "$now" = "$(cat "$mark")" ]; then
    echo "all checks have passed for exactly these files; make test AGAIN=1 runs them once more"
    exit 0
fi
rm -f "$mark"
sh tools/browser.sh
sh tools/judges.sh
sh tools/servers.sh
"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/mypy"
"$bin/lint-imports"
"$bin/pytest" --numprocesses auto --dist loadfile $(printf -- '--ignore=%s ' $alone)
"$bin/pytest" $alone
if [ "$now" = "$(digest)" ]; then
    echo "$now" > "$mark"
fi
