"""Blocks of code stand in the built pages as they stand in the files, by the word of a CommonMark parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import html5lib
import pytest
from mistletoe.block_token import BlockCode, CodeFence, Document

from tests.conftest import Project

if TYPE_CHECKING:
    from tests.conftest import BuiltSite

TITLE = re.compile(r"^ *`{3,}\w*.* title=\"([^\"]+)\"", re.MULTILINE)
# Fences as people write them, each with what stood in the way of somebody's: marks of Markdown, tabs, lists.
FENCES = """# Fences

```yaml title="content/a b.yml"
summary: *x* [^1] [[id]] {: .lead } <b> &amp; `y` **z**

  - list
```
Text *without* a blank line before it.
```json title="settings" hl_lines="1"
{"schemas": {"a.json": "content/actors/*.yml", "b.json": "content/terms/*.yml"}}
```

``` make
all:
\techo \\* \\\\
   \t\techo

\techo
```

```{.python title="in braces"}
def f(): ...
```

```js {1,3} whatever: an author = may add
a * b * c
```

~~~c++
```not a fence```
~~~

````md title="Markdown in Markdown"
```yaml title="x"
a: 1
```

[^1]: a note

    an indented block
````

1. An item with a block:

    ```sh title="three.sh"
    ls *.md *.yml
      echo two more
    ```

2. Another, with two spaces less:

  ```
  a *
    b *
  ```

> ```
> quoted *
>   and indented
> ```

An indented block:

    a: *b
      c: "*"

    d

```


leading blanks
```

In a sentence ```` ``` ```` stays code.
"""


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site as `init` makes it, with a page of fences beside its own."""
    outer = Project(tmp_path_factory.mktemp("starter"))
    assert outer.run("init", "new").returncode == 0
    project = Project(outer.root / "new")
    project.write("docs/fences.md", FENCES)
    done = project.run("build", "--strict", SITE_URL="https://example.org/")
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def blocks(text: str) -> list[str]:
    """Return what CommonMark takes for blocks of code."""

    def found(token: object) -> Iterator[str]:
        if isinstance(token, (BlockCode, CodeFence)):
            yield token.content
        for child in getattr(token, "children", None) or ():
            yield from found(child)

    return list(found(Document(text)))


def shown(page: Path) -> list[str]:
    """Return what a browser shows, and copies, of each block of code."""
    tree = html5lib.parse(page.read_text("utf-8"), treebuilder="etree", namespaceHTMLElements=False)
    return ["".join(pre.itertext()) for pre in tree.iterfind(".//article//pre")]


def places(project: Project) -> Iterator[tuple[str, Path]]:
    """Yield the text of each page of the docs folder, and its built page."""
    for path in sorted(project.root.glob("docs/**/*.md")):
        place = path.relative_to(project.root / "docs").with_suffix("").as_posix().removesuffix("index")
        yield path.read_text("utf-8"), project.site / place / "index.html"


def test_every_block_of_this_sites_pages_is_shown_as_it_is_written(tram_site: BuiltSite) -> None:
    assert sum(len(blocks(text)) for text, _ in places(tram_site.project)) > 100
    for text, page in places(tram_site.project):
        assert shown(page) == blocks(text), page


def test_every_block_of_a_new_sites_pages_is_shown_as_it_is_written(starter: Project) -> None:
    assert len(list(places(starter))) >= 2
    for text, page in places(starter):
        assert shown(page) == blocks(text), page


def test_the_title_of_a_block_is_shown_above_it(tram_site: BuiltSite, starter: Project) -> None:
    for project in (tram_site.project, starter):
        for text, page in places(project):
            told = re.findall(r'<span class="filename">(.*?)</span><pre', page.read_text("utf-8"))
            assert set(told) >= set(TITLE.findall(text)) - {"x"}


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("```yaml\na: 1\n`````\n\nMore.\n", "```yaml"),
        ('Text.\n\n```yaml title="x & y"\na: 1\n', '```yaml title="x & y"'),
        ("~~~\na\n", "~~~"),
        ("Three of them, ```, begin a block.\n", "```, begin a block."),
    ],
)
def test_a_fence_that_is_not_read_as_one_is_reported(written: str, named: str, project: Project) -> None:
    project.write("docs/mine.md", f"# Mine\n\n{written}")
    done = project.run("build")
    assert done.returncode == 0
    [said] = [line for line in done.stderr.splitlines() if "mine.md" in line]
    cure = "begin and end it with the same marks, equally indented"
    assert said == f"WARNING -  mine.md: {named!r} is shown as it stands, and no block of code: {cure}"
    assert project.run("build", "--strict", SITE_URL="https://example.org/").returncode == 1


def test_no_page_shows_a_fence_outside_of_code(tram_site: BuiltSite, starter: Project) -> None:
    for site in (tram_site.folder, starter.site):
        for page in site.rglob("*.html"):
            outside = re.sub(r"<code.*?</code>", "", page.read_text("utf-8"), flags=re.DOTALL)
            assert "```" not in outside, page
            assert "~~~" not in outside, page
