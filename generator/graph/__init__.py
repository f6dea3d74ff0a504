"""The graph: what all files say together, linked, questioned and reviewed."""
