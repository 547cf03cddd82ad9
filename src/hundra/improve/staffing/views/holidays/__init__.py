"""Planners’ pages about summer holidays."""
