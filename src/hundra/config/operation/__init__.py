"""What an operator does: serve, work, back up, restore, check, and show the demo."""
