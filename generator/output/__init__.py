"""Output: where files may be written, how they are replaced whole, and what a terminal shows."""
