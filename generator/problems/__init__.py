"""What people are told: problems as values, their reports, and a sign of life on a terminal."""
