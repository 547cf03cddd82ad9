"""Every reading of staffing."""
