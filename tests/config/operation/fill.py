"""Run by `hundra shell` in the installation under test."""

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit

unit = Unit.objects.create(code="1", name="Granby kommun – åäö", kind="municipality")
User.objects.create_user("alva@granby.example", "hemligt", name="Alva Påhittsson")
unit.name = "Granby"
unit.save()
