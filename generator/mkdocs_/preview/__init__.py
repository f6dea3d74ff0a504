"""The live preview: reads and checks the content at once, and makes a page when a browser asks for it.

`on_demand_site` holds the site and makes pages, `loading` sets it up, `watching` notices edits, `session` keeps both in
step, `findings` holds what is wrong, `news` wakes the browsers that wait, `server` speaks HTTP, and `command` puts them
together. Nothing outside this package knows that it exists but the command line.
"""
