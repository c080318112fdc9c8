#!/usr/bin/env bash
# Lighthouse (mobile) of four pages of a filled site, served as in production. Wants npx and Debian's chromium.
#   bench/lighthouse.sh [FOLDER FOR THE REPORTS]
set -euo pipefail
cd "$(dirname "$0")/.."

reports=$(realpath -m "${1:-var/lighthouse}")
work=$(mktemp -d -t newsroom-lighthouse.XXXXXX)
port=${PORT:-8804}
export DEBUG=0 DATA_DIR=$work SECRET_KEY=a-key-for-this-measurement-only-and-for-no-site-that-is-served
export SITE_URL=http://localhost:$port ALLOWED_HOSTS=localhost DATABASE_URL=sqlite:///$work/newsroom.sqlite3
export CHROME_PATH=${CHROME_PATH:-$(command -v chromium)}

manage() { .venv/bin/python manage.py "$@"; }
mkdir -p "$reports"
manage migrate --verbosity 0
manage demo --verbosity 0
manage collectstatic --noinput --verbosity 0
.venv/bin/granian --interface wsgi --workers 2 --blocking-threads 2 --port "$port" --no-access-log newsroom.wsgi:application \
  >"$work/server.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 50); do curl -fs "$SITE_URL/healthz" >/dev/null && break || sleep 0.2; done

first() { curl -fs "$SITE_URL$1" | grep -oE "href=\"$1[a-z0-9-]+/\"" | grep -vE '/(19|20)[0-9]{2}/"' | head -n 1 | cut -d'"' -f2; }
for page in /fi/ /fi/tiedotteet/ "$(first /fi/tiedotteet/)" "$(first /fi/toimintaohjelmat/)"; do
  report=$reports/$(tr -c 'a-z0-9\n' - <<<"$page" | sed 's/^-//; s/-$//').json
  npx --yes lighthouse@12 "$SITE_URL$page" --quiet --output json --output-path "$report" \
    --chrome-flags="--headless --no-sandbox"
  .venv/bin/python - "$report" "$page" <<'REPORT'
import json, sys
told = json.load(open(sys.argv[1]))
scores = ", ".join(f"{each['title'].lower()} {round(100 * each['score'])}" for each in told["categories"].values())
print(f"{sys.argv[2]}: {scores}")
for name, audit in told["audits"].items():
    if audit["score"] is not None and audit["score"] < 0.9:
        print(f"    {name}: {audit.get('displayValue', '')} {audit['title']}")
REPORT
done
