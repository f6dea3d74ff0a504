"""Argdown: arguments as text."""
