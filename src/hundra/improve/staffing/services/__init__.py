"""Every change of staffing."""
