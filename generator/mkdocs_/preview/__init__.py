"""The live preview: reads and checks the content at once, and makes a page when a browser asks for it.

`on_demand_site` makes pages, `loading` sets it up, `watching` batches file events, `session` rebuilds after each,
`findings` holds the problems and `overlay` shows them, `versions` tells waiting browsers to reload, `server` speaks
HTTP, and `command` runs them all. Only the command line imports this package.
"""
