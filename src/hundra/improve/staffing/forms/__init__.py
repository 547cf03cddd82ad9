"""What planners and employees fill in."""
