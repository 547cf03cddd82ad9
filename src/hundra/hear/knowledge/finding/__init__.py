"""The search index as each process holds it, and how it keeps up with the database."""
