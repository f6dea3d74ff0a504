"""Explainer: YAML files about a contested question in, a cross-linked site out.

The data flows one way: content -> documents -> entities -> graph -> pages -> Markdown -> a sink.
Each arrow is one module here; `mkdocs` is known to `plugin` and `cli` only.
"""
