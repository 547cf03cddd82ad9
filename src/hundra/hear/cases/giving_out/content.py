"""All that a case says, as passages in an order that does not change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hundra.core.accounts.models import User
from hundra.core.audit.queries import public_name
from hundra.hear.cases.models import Case, Entry, EntryKind
from hundra.hear.cases.redaction import Passage
from hundra.hear.cases.steps import in_work_words


def passages_of(case: Case) -> list[Passage]:
    """What is asked for when somebody asks for the case. Empty ones are left out.

    Files are named only: each is judged and given out by itself. Always in the language of the
    authority, so that marks by place fit whatever language the page was read in.
    """
    with translation.override(settings.LANGUAGE_CODE):
        found = [*_facts(case), *_citizen(case), *_entries(case)]
    return [passage for passage in found if passage.text.strip()]


def _facts(case: Case) -> Iterator[Passage]:
    yield Passage("unit", _("Unit"), str(case.unit))
    yield Passage("handler", _("Handler"), _name(case.handler))
    yield Passage("reason", pgettext("case", "Reason"), str(case.reason or ""))
    yield Passage("state", pgettext("case", "State"), str(case.get_state_display()))
    yield Passage("opened", _("Opened"), _moment(case.opened_at))
    yield Passage("due", _("Due"), _moment(case.due_at))
    yield Passage("closed", pgettext("case", "Closed"), _moment(case.closed_at))
    yield Passage("promise", _("Promised"), case.promise)
    yield Passage("title", _("What it is about"), case.title)
    yield Passage("text", _("Description"), case.text)
    yield Passage("place", _("Place"), case.place)
    yield Passage("answer", _("The answer"), case.answer)


def _citizen(case: Case) -> Iterator[Passage]:
    if case.party is not None:
        yield Passage("name", _("The citizen's name"), case.party.name)
        yield Passage("phone", _("Telephone"), case.party.phone)
        yield Passage("email", _("E-mail"), case.party.email)


def _entries(case: Case) -> Iterator[Passage]:
    entries = case.entries.select_related("author__person").prefetch_related("attachments")
    for entry in entries.order_by("written_at", "pk"):
        files = [_("File: %(name)s") % {"name": file.name} for file in entry.attachments.all()]
        author = _name(entry.author)
        written = _("Written by: %(name)s") % {"name": author} if author else ""
        lines = [_said(entry), entry.cause, *files, written]
        heading = f"{_moment(entry.written_at)} {_heading(entry)}"
        yield Passage(f"e{entry.pk}", heading, "\n".join(line for line in lines if line))


def _said(entry: Entry) -> str:
    return str(in_work_words(entry.text)) if entry.kind == EntryKind.STEP else entry.text


def _heading(entry: Entry) -> str:
    return str(entry.get_kind_display())


def _name(user: User | None) -> str:
    return public_name(user) if user is not None else ""


def _moment(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "Y-m-d H:i") if moment else ""
