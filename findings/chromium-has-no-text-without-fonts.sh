#!/usr/bin/env bash
# Without any font a page in Chromium has no text, not even for scripts, and the npm package that ships fonts hides them.
#
# Versions: @sparticuz/chromium 153.0.0 (Chromium 153.0.8010.0, headless), playwright 1.65.2, Node 20 to 24, Linux x86-64.
# Expected: a machine without fonts shows boxes in place of letters, and `innerText` and the height of a paragraph are
#   what they are elsewhere, for the DOM does not depend on glyphs. A package that ships fonts.tar.br has them used.
# Instead: `innerText` is empty and a paragraph is 0 pixels high, while `textContent` holds the text: no error, no line in
#   the log. The package's fonts.conf names /var/task, /opt/fonts and /tmp/fonts alone, the folders of one service, and
#   its code says where that file is only when it runs there; unpacked elsewhere its Open Sans is not found.
# Source: the HTML standard, "the innerText getter": text that is not rendered is left out; fonts.conf in fonts.tar.br;
#   build/esm/index.js, setupLambdaEnvironment.
# Seen:
#   its fonts.conf: innerText '' height 0 textContent 'Any text'
#   a fonts.conf with its folder: innerText 'Any text' height 22 textContent 'Any text'
set -uo pipefail
[ "$(uname -sm)" = "Linux x86_64" ] && [ ! -e /tmp/fonts ] && command -v npm node >/dev/null || exit 2
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT && cd "$folder" || exit 2
{ python3 -m venv venv && venv/bin/pip install -q playwright==1.65.2 && npm pack --silent @sparticuz/chromium@153.0.0 >/dev/null; } || exit 2
tar xzf sparticuz-chromium-153.0.0.tgz || exit 2
for packed in package/bin/*.br; do
  name=$(basename "$packed" .br)
  node -e 'const [from, to] = process.argv.slice(1), fs = require("fs");
    fs.writeFileSync(to, require("zlib").brotliDecompressSync(fs.readFileSync(from)))' "$packed" "$name" || exit 2
  case $name in *.tar) tar xf "$name" || exit 2 ;; esac
done
chmod 755 chromium
printf '<fontconfig><dir>%s/fonts</dir><cachedir>%s/cache</cachedir></fontconfig>\n' "$folder" "$folder" > found.conf
cat > look.py <<'PYTHON'
import os, sys
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    for words, file in (("its fonts.conf", "fonts.conf"), ("a fonts.conf with its folder", "found.conf")):
        variables = {**os.environ, "LD_LIBRARY_PATH": os.path.abspath("lib"), "FONTCONFIG_FILE": os.path.abspath(file)}
        browser = playwright.chromium.launch(executable_path="./chromium", env=variables)
        page = browser.new_page()
        page.set_content("<p>Any text")
        told = page.evaluate("(p => [p.innerText, p.offsetHeight, p.textContent])(document.querySelector('p'))")
        print(f"{words}: innerText {told[0]!r} height {told[1]} textContent {told[2]!r}")
        browser.close()
PYTHON
PLAYWRIGHT_NODEJS_PATH=$(command -v node) venv/bin/python look.py | tee seen
[ "${PIPESTATUS[0]}" = 0 ] || exit 2
grep -q "^its fonts.conf: innerText '' height 0 textContent 'Any text'$" seen && grep -q "folder: innerText 'Any text' height [1-9]" seen
