"""The cache: a build makes only the pages that changed, on all cores. Without this package it makes all, on one.

A page is the same as last time if everything is that it was made from. What it was made from is found out by watching
it being made: `tracing` stands between the views and the graph and writes down each question and a fingerprint of its
answer. Next time the questions are asked again, and a page is made anew if one answer is another. `fingerprint` says
what the same is, `surroundings` covers what all pages share (theme, configuration, versions), `store` keeps it on disk,
`workers` spreads what is left over the cores, and `shortcut` hands finished pages to MkDocs.
"""
