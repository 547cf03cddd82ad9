"""Contacts, cases and parties of many lines at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from hundra.core.organisation.models import Unit
from hundra.hear.cases.models import Case, CaseState, Party, Spell
from hundra.hear.contacts.importing.reading import LONGEST_NOTE, Line
from hundra.hear.contacts.importing.report import Gathering
from hundra.hear.contacts.models import (
    Channel,
    Contact,
    ContactState,
    ImportMapping,
    Makes,
    Outcome,
)
from hundra.hear.contacts.services.importing.choosing import Choices

SOURCE = "import"
CONTACT_FIELDS = (
    *("channel", "language", "reason_id", "subject", "note", "outcome", "received_at"),
    *("answered_at", "ended_at", "registered_at", "party_id", "case_id"),
)
CASE_FIELDS = (
    *("title", "text", "answer", "reason_id", "unit_id", "state", "opened_at", "closed_at"),
    *("place", "latitude", "longitude", "language", "party_id"),
)
Numbered = tuple[str, Line]


class Store:
    """Stores lines by their numbers; what is there already is changed only where it differs."""

    def __init__(self, mapping: ImportMapping, choices: Choices, gathered: Gathering) -> None:
        self.mapping = mapping
        self.choices = choices
        self.gathered = gathered

    def keep(self, lines: Sequence[Numbered]) -> None:
        if not lines:
            return
        parties = _parties([line for _number, line in lines])
        cases: Mapping[str, Case] = {}
        if self.mapping.makes != Makes.CONTACT:
            cases = self._cases(lines, parties)
        if self.mapping.makes != Makes.CASE:
            self._contacts(lines, parties, cases)

    # --- Cases ---------------------------------------------------------------------------------

    def _cases(self, lines: Sequence[Numbered], parties: Parties) -> dict[str, Case]:
        numbers = [number for number, _line in lines]
        found = Case.objects.filter(source=SOURCE, external_id__in=numbers).defer("search")
        known = {str(case.external_id): case for case in found}
        wanted = {number: self._case(number, line, parties) for number, line in lines}
        new = {number: case for number, case in wanted.items() if number not in known}
        Case.objects.bulk_create(new.values())
        Spell.objects.bulk_create(spell for case in new.values() for spell in _spells(case))
        self.gathered.counts["case", "created"] += len(new)
        self._change_cases(known, wanted)
        return {**known, **new}

    def _case(self, number: str, line: Line, parties: Parties) -> Case:
        unit: Unit = self.choices.unit(line.words["unit"])
        return Case(
            source=SOURCE,
            external_id=number,
            title=line.subject or str(line.external_id or number),
            text=line.text,
            answer=line.answer,
            reason=self.choices.reason(line.words["reason"]),
            unit=unit,
            party=parties.of(line),
            state=CaseState.CLOSED if line.is_closed else CaseState.NEW,
            language=self.choices.language(line.words["language"]),
            opened_at=line.received_at,
            closed_at=line.closed_at,
            place=line.place,
            latitude=line.latitude,
            longitude=line.longitude,
        )

    def _change_cases(self, known: Mapping[str, Case], wanted: Mapping[str, Case]) -> None:
        """A case that somebody here has worked with is theirs, whatever the other system says."""
        changed = []
        for number, case in known.items():
            if case.version or case.handler_id or not _differs(case, wanted[number], CASE_FIELDS):
                self.gathered.count("case", "unchanged")
                continue
            self.gathered.count("case", "changed")
            _copy(wanted[number], case, CASE_FIELDS)
            changed.append(case)
        if changed:
            Case.objects.bulk_update(changed, CASE_FIELDS_TO_SAVE)
            Spell.objects.filter(case__in=changed).delete()
            Spell.objects.bulk_create(spell for case in changed for spell in _spells(case))

    # --- Contacts ------------------------------------------------------------------------------

    def _contacts(
        self, lines: Sequence[Numbered], parties: Parties, cases: Mapping[str, Case]
    ) -> None:
        numbers = [number for number, _line in lines]
        # All channels are named so that the index on (channel, external_id) is used.
        found = Contact.objects.filter(
            channel__in=list(Channel), external_id__in=numbers, is_imported=True
        ).defer("search")
        known = {str(contact.external_id): contact for contact in found}
        new, changed = [], []
        for number, line in lines:
            wanted = self._contact(number, line, parties, cases.get(number))
            kept = known.get(number)
            if kept is None:
                new.append(wanted)
            elif _differs(kept, wanted, CONTACT_FIELDS):
                _copy(wanted, kept, CONTACT_FIELDS)
                changed.append(kept)
        Contact.objects.bulk_create(new)
        if changed:
            Contact.objects.bulk_update(changed, CONTACT_FIELDS_TO_SAVE)
        self.gathered.counts["contact", "created"] += len(new)
        self.gathered.counts["contact", "changed"] += len(changed)
        self.gathered.counts["contact", "unchanged"] += len(known) - len(changed)

    def _contact(self, number: str, line: Line, parties: Parties, case: Case | None) -> Contact:
        """What was written stands in the case if there is one: once is enough."""
        outcome = self.choices.outcome(line.words["outcome"])
        note = "" if case is not None else line.text
        if len(note) > LONGEST_NOTE:
            self.gathered.note(line.line, "note_shortened", limit=LONGEST_NOTE)
            note = f"{note[: LONGEST_NOTE - 1]}…"
        return Contact(
            desk=self.mapping.desk,
            channel=self.choices.channel(line.words["channel"]),
            state=ContactState.DONE,
            external_id=number,
            is_imported=True,
            party=parties.of(line),
            language=self.choices.language(line.words["language"]),
            reason=self.choices.reason(line.words["reason"]),
            subject=line.subject,
            note=note,
            outcome=outcome or _outcome(line, case),
            case=case,
            received_at=line.received_at,
            answered_at=line.answered_at,
            ended_at=line.ended_at or line.answered_at or line.received_at,
            registered_at=line.received_at,
        )


def _outcome(line: Line, case: Case | None) -> str:
    if case is not None:
        return Outcome.CASE
    return Outcome.SOLVED if line.is_closed else ""


def _spells(case: Case) -> Iterable[Spell]:
    """New since it was opened, and closed since then; when that was may be unknown."""
    if case.state == CaseState.CLOSED and case.closed_at is None:
        return [_spell(case, CaseState.CLOSED, case.opened_at, None)]
    spells = [_spell(case, CaseState.NEW, case.opened_at, case.closed_at)]
    if case.closed_at is not None:
        spells.append(_spell(case, CaseState.CLOSED, case.closed_at, None))
    return spells


def _spell(case: Case, state: CaseState, since: Any, until: Any) -> Spell:
    return Spell(case=case, state=state, unit=case.unit, since=since, until=until)


# --- Parties -----------------------------------------------------------------------------------


class Parties:
    """Who stands in the lines, found by address or number as `cases.services.parties` does."""

    def __init__(self, by_email: Mapping[str, Party], by_phone: Mapping[str, Party]) -> None:
        self.by_email = by_email
        self.by_phone = by_phone

    def of(self, line: Line) -> Party | None:
        if line.email:
            return self.by_email.get(line.email)
        return self.by_phone.get(line.phone) if line.phone else None


def _parties(lines: Sequence[Line]) -> Parties:
    """A name alone makes no party: nobody could be found again by it."""
    emails = {line.email: line for line in lines if line.email}
    phones = {line.phone: line for line in lines if line.phone and not line.email}
    if not emails and not phones:
        return Parties({}, {})
    Party.objects.bulk_create(
        [
            *(Party(email=email, name=line.name) for email, line in emails.items()),
            *(Party(phone=phone, name=line.name) for phone, line in phones.items()),
        ],
        ignore_conflicts=True,
    )
    return Parties(
        {party.email: party for party in Party.objects.filter(email__in=emails)},
        {party.phone: party for party in Party.objects.filter(phone__in=phones)},
    )


# --- Differences ---------------------------------------------------------------------------------


def _differs(kept: models.Model, wanted: models.Model, fields: Iterable[str]) -> bool:
    return any(getattr(kept, field) != getattr(wanted, field) for field in fields)


def _copy(source: models.Model, target: models.Model, fields: Iterable[str]) -> None:
    for field in fields:
        setattr(target, field, getattr(source, field))


CASE_FIELDS_TO_SAVE = [field.removesuffix("_id") for field in CASE_FIELDS]
CONTACT_FIELDS_TO_SAVE = [field.removesuffix("_id") for field in CONTACT_FIELDS]
