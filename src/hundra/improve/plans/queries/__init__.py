"""Every read of plans and cafés."""
