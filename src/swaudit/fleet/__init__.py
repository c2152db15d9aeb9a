"""Many stations at once, and what only shows across stations."""
