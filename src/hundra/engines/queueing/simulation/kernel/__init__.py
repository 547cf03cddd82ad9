"""The event loop, compiled by numba. Imported only when something is played."""
