"""Letters, read and answered by guides."""
