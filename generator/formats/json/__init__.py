"""JSON: the whole graph, in a form of our own."""
