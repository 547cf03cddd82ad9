"""Every change of summer holidays."""
