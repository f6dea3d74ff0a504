"""Pictures: what a page draws, laid out while the site is built, so that reading them needs no script."""
