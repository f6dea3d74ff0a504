"""Editing: what changes files of content, as text in and text out. Only `transaction` writes."""
