"""The two service centres of the demo: how they are set up, and years of contacts behind them."""

from hundra.config.demo.desks.creating import create_desks
from hundra.config.demo.desks.history import bulk_contacts

__all__ = ["bulk_contacts", "create_desks"]
