#!/bin/sh
# See to it that the tests of deploy find an SSH server, rsync, nginx and Caddy, which they start on this machine; without them those
# tests are skipped.
set -eu
missing=""
command -v sshd >/dev/null || [ -x /usr/sbin/sshd ] || missing="openssh-server"
command -v rsync >/dev/null || missing="$missing rsync"
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light"
command -v caddy >/dev/null || missing="$missing caddy"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing for the tests of deploy: $missing"
    # shellcheck disable=SC2086
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null &&
        exit 0
fi
echo "missing for the tests of deploy, some of which will be skipped: $missing" >&2
echo "hint: sudo apt-get install $missing" >&2
