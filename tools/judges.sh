#!/bin/sh
# See to it that the outside judges of tests/judges are there: Node.js, npm and a Java runtime from Debian, and the packages
# of tests/judges/package-lock.json in their folder. Without them those tests are skipped, and under CI=true that fails.
set -eu
folder=tests/judges
stamp=$folder/node_modules/.stamp
least=18

node_is_new() {
    command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge "$least" ]
}

give_up() {
    if [ "${CI:-}" = true ]; then
        echo "error: missing for the outside judges: $1; under CI=true they must run" >&2
        exit 1
    fi
    echo "missing for the outside judges, whose tests will be skipped: $1" >&2
    echo "hint: sudo apt-get install nodejs npm default-jre-headless, then sh tools/judges.sh" >&2
    exit 0
}

missing=""
node_is_new || missing="nodejs"
command -v npm >/dev/null || missing="$missing npm"
java -version >/dev/null 2>&1 || missing="$missing default-jre-headless"
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing for the outside judges: $missing"
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null || true
fi
node_is_new || give_up "Node.js $least or newer"
command -v npm >/dev/null || give_up "npm"
java -version >/dev/null 2>&1 || give_up "a Java runtime"

if [ ! -f "$stamp" ] || ! cmp -s "$folder/package-lock.json" "$stamp"; then
    echo "installing the locked packages of the outside judges"
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null || give_up "the packages of $folder/package-lock.json"
    cp "$folder/package-lock.json" "$stamp"
fi
