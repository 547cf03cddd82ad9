"""The guide's page."""
