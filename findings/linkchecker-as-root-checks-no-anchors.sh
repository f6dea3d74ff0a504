#!/usr/bin/env bash
# LinkChecker, started as root where `nobody` may not enter its folder, checks no anchors, and its status says that all is well.
#
# Versions: LinkChecker 10.6.0, Python 3.11, Debian 12, in a container, where root is who runs everything.
# Expected: with the section [AnchorCheck] in its configuration a link to #there on a page without that id is an error,
#   status 1. Where a plug-in that is configured cannot be loaded, LinkChecker says so, or ends with 2.
# Instead: as root it becomes `nobody` before it lists the folder of its plug-ins. A folder that `nobody` may not read
#   (/root, or anything that `mktemp -d` makes) lists as empty, so no plug-in is there, no line names one, and the status
#   is 0. With the folders opened to others the same call finds the anchor.
# Source: linkcheck/command/linkchecker.py (drop_privileges, before the plug-ins), linkcheck/loader.py
#   (get_package_modules: pkgutil.iter_modules skips what it cannot list);
#   https://linkchecker.github.io/linkchecker/man/linkcheckerrc.html, "AnchorCheck".
# Seen:
#   folder closed to others: status 0, anchor not found
#   folder open to others: status 1, anchor found
set -uo pipefail
[ "$(id -u)" = 0 ] || { echo "this can be seen by root only"; exit 2; }
folder=$(mktemp -d) && cd "$folder" || exit 2
trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT
{ python3 -m venv venv && venv/bin/pip install -q LinkChecker==10.6.0; } || exit 2
mkdir site && echo '<!doctype html><title>t</title><p id="here"><a href="#there">x</a></p>' > site/index.html
printf '[AnchorCheck]\n' > linkcheckerrc
venv/bin/python -m http.server --directory site --bind 127.0.0.1 8917 2>/dev/null &
server=$!
sleep 1
seen() {
  venv/bin/linkchecker --config linkcheckerrc --no-status http://127.0.0.1:8917/ > out 2>/dev/null
  echo "folder $1 to others: status $?, anchor $(grep -q 'Anchor.*there' out && echo found || echo not found)"
}
{ seen closed; chmod 755 . && seen open; } | tee seen
grep -q '^folder closed to others: status 0, anchor not found$' seen &&
  grep -q '^folder open to others: status 1, anchor found$' seen
