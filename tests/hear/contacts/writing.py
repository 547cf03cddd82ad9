"""The form on the web, filled in as a person does: not within the first second."""

from unittest.mock import patch

from django.urls import reverse
from django.utils import timezone

from hundra.hear.contacts.forms import writing_in


def opened(seconds=10):
    with patch("time.time", return_value=timezone.now().timestamp() - seconds):
        return writing_in.opened_now()


def write(visitor, **fields):
    given = {"text": "Lampan är trasig", "language": "sv", "opened": opened(), **fields}
    return visitor.post(reverse("contact_us"), given)
