#!/bin/sh
# Lighthouse, phone profile, over pages of a built site, served by nginx with compression and the headers of `_headers`:
# `sh tools/lighthouse.sh [FOLDER [PATH ...]]` prints the four scores and the timings of each page. Needs Node.js, nginx and
# chromium; no part of the tests, since its seconds depend on what else the machine does.
set -eu
folder=$(cd "${1:-public}" && pwd)
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- /providers/amara-okafor/ /find/ /
here=$(cd "$(dirname "$0")/../benchmarks/lighthouse" && pwd)
port=${PORT:-8471}
for name in node npm nginx chromium; do
    command -v "$name" >/dev/null || { echo "error: $name is not installed" >&2; echo "hint: sudo apt-get install nodejs npm nginx-light chromium" >&2; exit 2; }
done
[ -d "$here/node_modules/lighthouse" ] || npm ci --prefix "$here" --ignore-scripts --no-audit --no-fund --loglevel=error
work=$(mktemp -d)
trap 'nginx -c "$work/nginx.conf" -s stop 2>/dev/null; rm -rf "$work"' EXIT
headers=$(awk '/^[^ ]/ { inside = ($0 == "/*") } inside && /^ / { sub(/^ +/, ""); i = index($0, ": "); gsub(/"/, "\\\""); print "add_header " substr($0, 1, i - 1) " \"" substr($0, i + 2) "\" always;" }' "$folder/_headers")
cat > "$work/nginx.conf" <<CONF
pid $work/nginx.pid;
error_log $work/error.log;
events {}
http {
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path $work; proxy_temp_path $work; fastcgi_temp_path $work; uwsgi_temp_path $work; scgi_temp_path $work;
    gzip on; gzip_min_length 0; gzip_comp_level 6; gzip_vary on;
    gzip_types text/css text/javascript application/javascript application/json image/svg+xml application/manifest+json;
    server {
        listen 127.0.0.1:$port;
        root $folder;
        error_page 404 /404.html;
        $headers
        location /assets/ { expires max; $headers }
    }
}
CONF
nginx -c "$work/nginx.conf"
[ "$(id -u)" = 0 ] && chmod 755 "$work"
for path in "$@"; do
    CHROME_PATH=$(command -v chromium) "$here/node_modules/.bin/lighthouse" "http://127.0.0.1:$port$path" --quiet \
        --output=json --output-path="$work/report.json" --form-factor=mobile \
        --chrome-flags="--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run" >/dev/null
    [ -z "${REPORTS:-}" ] || cp "$work/report.json" "$REPORTS/$(echo "$path" | tr / -).json"
    node -e '
        const { categories, audits } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`).join(", ");
        const timings = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight"]
          .map((name) => `${audits[name].title} ${audits[name].displayValue}`).join(", ");
        console.log(`${process.argv[2]}\n  ${scores}\n  ${timings}`);
        const counted = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => audits[id]));
        for (const { id, score, title } of counted) if (score !== null && score < 0.9) console.log(`  below: ${id} ${score} (${title})`);
    ' "$work/report.json" "$path"
done
