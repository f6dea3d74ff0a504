"""Commands: the groups that `cli.py` puts together, each module one group."""
