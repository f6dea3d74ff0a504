"""Problems: what is wrong with a file, as values, and their reports."""
