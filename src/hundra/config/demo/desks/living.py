"""What goes on at the desks when the demo starts: letters and callbacks that wait, cases in each
state. Made by the real services, at the moments when it happened.
"""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

import numpy as np
import pghistory
from django.core.files.base import ContentFile
from django.utils import timezone

from hundra.config.demo.clock import Clock
from hundra.config.demo.content import read_content
from hundra.core.accounts.models import User
from hundra.hear.cases.models import Case
from hundra.hear.cases.services import handling, joining, opening, parties, talking
from hundra.hear.contacts.models import (
    Call,
    Channel,
    Contact,
    Desk,
    DeskReason,
    Guide,
    Letter,
    Outcome,
    VoiceMessage,
)
from hundra.hear.contacts.queries.callbacks import free_slots
from hundra.hear.contacts.services import callbacks, letters, life, webforms
from hundra.hear.contacts.services.calls import settling

Entry = dict[str, Any]
Act = Callable[[Case, Entry, User], object]
MAIL_DOMAIN = "post.example.org"
REPLIED_AFTER = timedelta(hours=2)
FRIDAY = 5
SAMPLES_A_SECOND = 8_000


def live(clock: Clock, users: dict[str, User]) -> None:
    """All of it, up to now. `users` by the first part of their address."""
    content = read_content("service_centre")
    now = timezone.now()
    _write_letters(content, clock, users, now)
    clock.turn_to(now)
    _book(content["callback"])
    _leave_message(content["message"], clock, now)
    _tell_cases(content["case"], clock, users["handlaggare"], now)
    clock.turn_to(now)


def _write_letters(content: Entry, clock: Clock, users: dict[str, User], now: datetime) -> None:
    """Mails and forms in the order they came; an answer is written before what goes on from it."""
    came: dict[int, Contact] = {}
    entries = [*enumerate(content["mail"]), *((-1, entry) for entry in content["form"])]
    for number, entry in sorted(entries, key=lambda one: -one[1]["hours_ago"]):
        at = now - timedelta(hours=entry["hours_ago"])
        clock.turn_to(at)
        if number < 0:
            _write_form(entry, users)
            continue
        came[number] = _take_mail(number, entry, came.get(entry.get("follows", -1)), at)
        if "reply" in entry:
            clock.turn_to(at + REPLIED_AFTER)
            _reply(came[number], entry)


def _take_mail(number: int, entry: Entry, before: Contact | None, at: datetime) -> Contact:
    desk = Desk.objects.get(slug="servicecenter")
    mail = EmailMessage()
    mail["Message-ID"] = f"<demo-{number}@{MAIL_DOMAIN}>"
    mail["From"] = f"{entry['name']} <{entry['address']}>"
    mail["To"] = desk.email
    mail["Subject"] = entry["subject"]
    mail["Date"] = format_datetime(at)
    if before is not None:
        answered = Letter.objects.filter(contact=before, is_outgoing=True).latest("pk")
        mail["In-Reply-To"] = f"<{answered.message_id}>"
    mail.set_content(entry["text"])
    contact = letters.take_in(raw=mail.as_bytes(), desk=desk)
    if not isinstance(contact, Contact):
        raise RuntimeError(f"The demo's own mail is no contact: {entry['subject']}")
    if language := entry.get("language"):
        Contact.objects.filter(pk=contact.pk).update(language=language)
    return contact


def _reply(contact: Contact, entry: Entry) -> None:
    """By a guide whom nobody signs in as."""
    guide = Guide.objects.filter(desk=contact.desk).order_by("pk")[1]
    with pghistory.context(user=guide.user_id):
        letters.reply(contact=contact, by=guide.user, text=entry["reply"], key="demo")
        life.register(
            contact=contact,
            by=guide.user,
            reason=_reason(contact.desk, entry).reason,
            outcome=Outcome.SOLVED,
        )


def _write_form(entry: Entry, users: dict[str, User]) -> None:
    desk = Desk.objects.get(slug=entry.get("desk", "servicecenter"))
    webforms.receive(
        desk=desk,
        text=entry["text"],
        key=f"demo-{entry['hours_ago']}",
        by=users[entry["login"]] if "login" in entry else None,
        asked_reason=_asked(desk, entry),
        name=entry.get("name", ""),
        email=entry.get("address", ""),
        phone=entry.get("phone", ""),
    )


def _book(entries: list[Entry]) -> None:
    desk = Desk.objects.get(slug="servicecenter")
    slots = free_slots(desk)
    for number, entry in enumerate(entries):
        callbacks.book(
            desk=desk,
            phone=entry["phone"],
            slot=slots[entry["slot"]].at,
            name=entry["name"],
            language=entry.get("language", "sv"),
            asked_reason=_asked(desk, entry),
            text=entry["text"],
            key=f"demo-{number}",
        )


def _leave_message(entry: Entry, clock: Clock, now: datetime) -> None:
    """Somebody called when it was closed, spoke after the tone, and waits to be rung back."""
    at = now - timedelta(hours=entry["hours_ago"])
    clock.turn_to(at)
    desk = Desk.objects.get(slug="servicecenter")
    party = parties.find_or_make(phone=entry["phone"], name=entry["name"])
    contact = life.receive(
        desk=desk,
        channel=Channel.PHONE,
        party=party,
        asked_reason=_asked(desk, entry),
        waits=False,
    )
    call = Call.objects.create(
        contact=contact,
        provider="46elks",
        provider_id="demo-message",
        from_number=party.phone,
        to_number=desk.phone,
        started_at=at,
        hung_up_at=at + timedelta(seconds=entry["seconds"] + 40),
        met_closed=True,
    )
    message = VoiceMessage.objects.create(
        call=call, address="https://voice.example.org/demo.wav", seconds=entry["seconds"], at=at
    )
    message.file.save(f"{message.pk}.wav", ContentFile(_sound(entry["seconds"])))
    life.queue(contact=contact)
    settling.keep_place(call, at)
    clock.turn_to(now)


def _sound(seconds: int) -> bytes:
    """Soft tones in place of a voice: nobody real has spoken."""
    moments = np.arange(seconds * SAMPLES_A_SECOND) / SAMPLES_A_SECOND
    pitch = np.array([220, 262, 247, 294, 262, 196])[(moments * 3).astype(int) % 6]
    swell = np.abs(np.sin(np.pi * 3 * moments))
    samples = (9_000 * swell * np.sin(2 * np.pi * np.cumsum(pitch) / SAMPLES_A_SECOND)).astype(
        "<i2"
    )
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLES_A_SECOND)
        file.writeframes(samples.tobytes())
    return kept.getvalue()


def _tell_cases(entries: list[Entry], clock: Clock, handler: User, now: datetime) -> None:
    """Everything that was done, case by case mixed as it happened; cases keep their order."""
    made: dict[int, Case] = {}
    moments = [
        (-what["days_ago"], place, number, what)
        for number, entry in enumerate(entries)
        for place, what in enumerate([entry, *entry.get("acts", [])])
    ]
    for days, place, number, what in sorted(moments, key=lambda one: one[:3]):
        clock.turn_to(now + timedelta(days=days))
        with pghistory.context(user=handler.pk):
            if place == 0:
                made[number] = _open(what, handler)
            else:
                _ACTS[what["act"]](made[number], {**what, "cases": made}, handler)
                made[number].refresh_from_db()


def _open(entry: Entry, handler: User) -> Case:
    desk = Desk.objects.get(slug="servicecenter")
    reason = _reason(desk, entry)
    unit = handler.grants.get().unit
    return opening.open_case(
        title=entry["title"],
        text=entry["text"],
        reason=reason.reason,
        unit=unit,
        by=Guide.objects.filter(desk=desk).order_by("pk")[2].user,
        party=_party(entry),
        promise=entry["promise"],
        promise_hours=entry["promise_hours"],
        is_confidential=entry.get("confidential", False),
        place=entry.get("place", ""),
    )


def _party(entry: Entry) -> Any:
    if "name" not in entry:
        return None
    return parties.find_or_make(
        name=entry["name"], email=entry.get("address", ""), phone=entry.get("phone", "")
    )


def _asked(desk: Desk, entry: Entry) -> DeskReason | None:
    """What they chose, if they did."""
    return _reason(desk, entry) if "reason" in entry else None


def _reason(desk: Desk, entry: Entry) -> DeskReason:
    return desk.reasons.select_related("reason").get(reason__name=entry["reason"])


def _suspend(case: Case, what: Entry, by: User) -> None:
    until = timezone.localdate() + timedelta(days=what["days"])
    if until.isoweekday() > FRIDAY:
        until += timedelta(days=8 - until.isoweekday())
    handling.suspend(case=case, cause=what["cause"], until=until, by=by)


_ACTS: dict[str, Act] = {
    "take": lambda case, _, by: handling.take(case=case, by=by),
    "note": lambda case, what, by: talking.note(case=case, text=what["text"], by=by),
    "message": lambda case, what, by: talking.message(case=case, text=what["text"], by=by),
    "suspend": _suspend,
    "close": lambda case, what, by: handling.close(case=case, answer=what["answer"], by=by),
    "write": lambda case, what, _: talking.receive_message(case=case, text=what["text"]),
    "merge": lambda case, what, by: joining.merge(
        case=case, into=what["cases"][what["into"]], by=by
    ),
}
