"""Formats: a package for each, with its writer and its reader, and what imports have in common."""
