"""The demo's staff surveys: two waves with changes that were planted, so that they can be found."""
