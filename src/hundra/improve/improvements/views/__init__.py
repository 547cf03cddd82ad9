"""The work pages of programmes and improvements."""
