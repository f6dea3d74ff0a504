"""The argument map, laid out while the site is built, so that reading it needs no script."""
