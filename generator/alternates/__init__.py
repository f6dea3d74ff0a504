"""Alternates: what stands beside a page for programs: plain Markdown, feed, linked data, search index, sitemap."""
