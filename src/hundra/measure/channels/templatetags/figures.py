"""What the tables of figures need."""

from django import template

from hundra.measure.channels.presenting.tables import interval_of

register = template.Library()
register.filter("interval_of", interval_of)
