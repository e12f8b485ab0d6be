#!/bin/sh
# See to it that the browser tests find Debian's chromium, and libatomic1, which playwright's driver needs; without them
# those tests are skipped, and under CI=true that fails.
set -eu
missing=""
command -v chromium >/dev/null || missing="chromium"
[ -e /etc/debian_version ] && ! ldconfig -p | grep -q 'libatomic\.so\.1' && missing="$missing libatomic1"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing for the browser tests: $missing"
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
if [ "${CI:-}" = true ]; then
    echo "error: missing for the browser tests: $missing; under CI=true they must run" >&2
    exit 1
fi
echo "missing for the browser tests, which will be skipped: $missing" >&2
echo "hint: sudo apt-get install $missing" >&2
