"""Commands: one module for each, named after it, and what they share in `common`."""
