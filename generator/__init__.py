"""Explainer: YAML files about a contested question in, a cross-linked site out.

The data flows one way, and the packages stand in its order: `content` (files to documents), `model` (documents to
entities), `graph` (entities to a linked graph), `pages` (graph to Markdown), with `alternates` and `formats` beside it.
`mkdocs_` alone knows MkDocs; `commands` and `cli` are what people call. CONTRIBUTING.md is the map.
"""
