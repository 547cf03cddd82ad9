"""Every reading of the service centre's figures."""
