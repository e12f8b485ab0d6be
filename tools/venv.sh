#!/bin/sh
# Make the virtual environment; on Debian the module for it is a package of its own.
set -eu
python=$1
folder=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "error: $python is older than Python 3.11" >&2
    echo "hint: make PYTHON=/path/to/python3.11 site" >&2
    exit 2
}
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "installing python3-venv"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    else
        echo "error: $python cannot make virtual environments" >&2
        echo "hint: sudo apt-get install python3-venv" >&2
        exit 2
    fi
fi
rm -rf "$folder"
"$python" -m venv "$folder"
