"""Formats: files of other programs, each format with its writer and its reader, and how an import becomes content."""
