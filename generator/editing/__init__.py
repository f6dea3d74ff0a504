"""Editing: changes of content files, as text in and text out, and how files are written whole."""
