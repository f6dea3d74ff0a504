"""Pages: which there are, what each shows, and their Markdown."""
