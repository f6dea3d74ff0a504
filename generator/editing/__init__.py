"""Editing: what changes files of content, as text in and text out, and how files are written whole."""
