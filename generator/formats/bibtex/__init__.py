"""BibTeX: sources for LaTeX."""
