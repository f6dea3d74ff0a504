"""What each page shows: small frozen views over the graph, one module per page type that needs more than the rest.

In: `Queries` and, for an entity's page, its entry. Out: a view that a template prints without asking anything more.
"""
