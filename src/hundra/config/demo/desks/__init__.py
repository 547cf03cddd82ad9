"""The two service centres of the demo: how they are set up, the weeks behind them, and what lies
there this morning.
"""

from hundra.config.demo.desks.answers import create_answers
from hundra.config.demo.desks.creating import create_desks
from hundra.config.demo.desks.history import bulk_contacts
from hundra.config.demo.desks.living import live

__all__ = ["bulk_contacts", "create_answers", "create_desks", "live"]
