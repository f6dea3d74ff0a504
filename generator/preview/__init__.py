"""The live preview: reads and checks the content at once, and makes a page when a browser asks for it.

`stage` holds the site and makes pages, `watching` notices edits, `desk` keeps both in step and tells browsers, `server`
speaks HTTP, and `command` puts them together. Nothing outside this package knows that it exists but the command line.
"""
