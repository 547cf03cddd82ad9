"""Tables of the service centre, by room."""
