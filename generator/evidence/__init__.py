"""Evidence that stays: whether sources are still at their addresses, and copies of the passages that are quoted."""
