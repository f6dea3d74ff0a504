"""Alternates stand beside pages for programs: plain Markdown, feed, linked data, search index, sitemap."""
