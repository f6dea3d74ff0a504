"""Problems as values, their reports, and progress on a terminal."""
