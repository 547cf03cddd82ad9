"""Shares with what chance alone could make of them."""

from hundra.engines.proportions.wilson import Share, share

__all__ = ["Share", "share"]
