"""Every write of the follow-up: counting, and improvements made of figures."""

from hundra.measure.channels.services.counting import count_anew, count_up
from hundra.measure.channels.services.improving import make_improvement

__all__ = ["count_anew", "count_up", "make_improvement"]
