"""CSL-JSON: sources for reference managers and citation processors."""
