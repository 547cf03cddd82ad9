"""What must not be seen of a confidential case, those who must not see it, and how they look.

It can be found by WORD, and must never show MARK.
"""

import io
import zipfile

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from tests.factories.accounts import UserFactory, grant
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.cases import rules

WORD, MARK = "kastanjeträd", "zebrafisk"
TEXT = f"Ett {WORD} och en {MARK}"


def outsiders(top, unit):
    """Everyone else with every role they could have: above, beside, and at the unit itself."""
    above = UserFactory(name="Uppifrån")
    for role in Role:
        grant(above, role, top)
    at_unit = UserFactory(name="Bredvid")
    beside = UnitFactory(parent=top)
    for role in Role:
        grant(at_unit, role, beside)
        if role not in rules.HANDLING:
            grant(at_unit, role, unit)
    return {"above": above, "beside": at_unit, "visitor": AnonymousUser()}


def client_of(user):
    client = Client(raise_request_exception=False)
    if user.is_authenticated:
        client.force_login(user)
    return client


def said(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return body.decode("utf-8", "replace")


def those_that_tell(user, addresses):
    client = client_of(user)
    return {url for url in addresses if MARK in said(client.get(url))}
