"""Every reading of staff surveys until they close: who is asked, and how many have answered."""
