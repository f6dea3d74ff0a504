"""What makes builds fast, and nothing else: without this package a build makes every page, on one core.

A page whose Markdown is what it was in an earlier build, with everything that all pages share (`fingerprint`), is taken
from there (`page_store`, in `store`); the others are made, on all cores, as all Markdown is written and compared
(`page_builder`, `workers`). `pages` hands all pages to MkDocs, whose own build goes on as it always does: it copies,
checks links and anchors, and writes. `layouts` spares pictures that were laid out before, `up_to_date` the whole build,
where nothing of what a build reads or wrote has changed.

Nothing here decides what a page says. A page is made anew where the kept one cannot be trusted: after a warning, with a
theme whose pages list other pages, with an extension that is not known to depend on the text alone, with another
plugin, and where a file of the cache is not whole.
"""
