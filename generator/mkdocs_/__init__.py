"""MkDocs: the plugin, builds, the preview and the cache. No other package imports it."""
