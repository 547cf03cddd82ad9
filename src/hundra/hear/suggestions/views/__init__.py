"""The pages of suggestions: open to all, by secret link, inside, and for those who sort."""
