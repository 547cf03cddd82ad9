"""A confidential case that has lived: everything that can hold words holds them."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.cases import AttachmentFactory, CaseFactory, PartyFactory
from tests.factories.organisation import UnitFactory
from tests.hear.cases.secret import MARK, TEXT

from hundra.core.accounts.models import Role
from hundra.hear.cases import services
from hundra.hear.cases.models import Disclosure, EntryKind


@pytest.fixture
def top():
    return UnitFactory()


@pytest.fixture
def unit(top):
    return UnitFactory(parent=top)


@pytest.fixture
def insider(unit):
    return user_with(Role.HANDLER, unit)


@pytest.fixture
def case(unit, insider):
    """A confidential case that has lived: everything that can hold words holds them."""
    party = PartyFactory(name=MARK, email="bo@example.se")
    made = services.open_case(
        title=TEXT,
        text=TEXT,
        reason=None,
        unit=unit,
        by=insider,
        party=party,
        promise=TEXT,
        promise_hours=9,
        is_confidential=True,
        place=TEXT,
    )
    services.take(case=made, by=insider)
    services.note(case=made, text=TEXT, by=insider)
    services.message(case=made, text=TEXT, by=insider)
    services.receive_message(case=made, text=TEXT)
    services.suspend(
        case=made,
        cause=TEXT,
        until=timezone.localdate() + timedelta(days=9),
        by=insider,
    )
    services.resume(case=made, by=insider)
    services.close(case=made, answer=TEXT, by=insider)
    services.reopen(case=made, cause=TEXT, by=insider)
    file = AttachmentFactory(
        entry=made.entries.filter(kind=EntryKind.TO_CITIZEN).get(), name=f"{MARK}.txt"
    )
    file.file.save("x.txt", ContentFile(MARK.encode()))
    Disclosure.objects.create(
        case=made, version=1, asked_by=MARK, given_by=insider, digest="0", file=file.file.name
    )
    # An open case of the same unit tells of it.
    other = CaseFactory(unit=unit, party=None)
    services.link(case=other, other=made, by=insider)
    made.refresh_from_db()
    return made
