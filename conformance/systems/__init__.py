"""Several parts together: which rules between parts concern them, in which roles, and what comes of it."""
