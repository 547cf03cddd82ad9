"""How the figures are told: in words, cards and tables."""
