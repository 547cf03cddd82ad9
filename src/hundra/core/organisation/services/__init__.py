"""Every change of the organisation."""
