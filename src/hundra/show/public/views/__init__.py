"""The public pages, and the work side's page of material."""
