"""What every test shares: a real PostgreSQL, people with roles, and no outside world."""
