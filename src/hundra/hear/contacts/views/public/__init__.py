"""The pages that visitors use to get in touch."""
