"""The phone menu as it is edited: one draft at a time, published whole, every version kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts import sounds
from hundra.hear.contacts.errors import FaultyMenuError, InvalidError
from hundra.hear.contacts.menus import wording
from hundra.hear.contacts.menus.parsing import KEY, parse
from hundra.hear.contacts.menus.plain import PLAIN
from hundra.hear.contacts.menus.tree import Kind
from hundra.hear.contacts.models import Desk, MenuVersion, Recording
from hundra.hear.contacts.queries import menus as queries

MAX_SOUND_BYTES = 5_000_000
LONGEST_CRISIS = 600
LONGEST_KEY = 40
# What a new step begins with, beside its name.
BEGINNINGS: Mapping[Kind, Mapping[str, Any]] = {Kind.CALLBACK: {"keys": {"1": "ja"}}}


@transaction.atomic
def draft_of(*, desk: Desk, by: User) -> MenuVersion:
    """The version that is worked on; begun from the one in use where there is none."""
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    found = queries.draft(desk)
    if found is not None:
        return found
    used = queries.in_use(desk)
    return _new_version(desk, used.tree if used else PLAIN.as_json(), by)


def _new_version(desk: Desk, tree: dict[str, Any], by: User) -> MenuVersion:
    last = MenuVersion.objects.filter(desk=desk).aggregate(last=Max("number"))["last"] or 0
    return MenuVersion.objects.create(desk=desk, number=last + 1, tree=tree, created_by=by)


def _edit(desk: Desk, by: User, change: Callable[[dict[str, Any]], None]) -> MenuVersion:
    """Changes the draft's tree, under its lock."""
    draft = draft_of(desk=desk, by=by)
    draft = MenuVersion.objects.select_for_update().get(pk=draft.pk)
    if not isinstance(draft.tree.get("nodes"), dict):
        draft.tree["nodes"] = {}
    change(draft.tree)
    draft.save(update_fields=["tree"])
    return draft


@transaction.atomic
def set_basics(*, desk: Desk, by: User, languages: Sequence[str], start: str) -> MenuVersion:
    """The languages that are spoken, the first one first, and where calls begin."""

    def change(tree: dict[str, Any]) -> None:
        tree["languages"], tree["start"] = list(languages), start

    return _edit(desk, by, change)


@transaction.atomic
def add_step(*, desk: Desk, by: User, kind: Kind | str, title: str) -> str:
    """A new step, not yet led to; returns its key."""
    made: list[str] = []

    def change(tree: dict[str, Any]) -> None:
        key = _free_key(title, tree["nodes"])
        tree["nodes"][key] = {
            "kind": Kind(kind).value,
            "title": title,
            **BEGINNINGS.get(Kind(kind), {}),
        }
        made.append(key)

    _edit(desk, by, change)
    return made[0]


def _free_key(title: str, taken: Mapping[str, Any]) -> str:
    base = slugify(title)[: LONGEST_KEY - 4].strip("-_") or "steg"
    base = base.replace("_", "-")
    key, number = base, 2
    while key in taken or not KEY.fullmatch(key):
        key, number = f"{base}-{number}", number + 1
    return key


@transaction.atomic
def change_step(*, desk: Desk, by: User, key: str, step: Mapping[str, Any]) -> MenuVersion:
    """What the step says and where it leads. Its kind stays."""

    def change(tree: dict[str, Any]) -> None:
        if key not in tree["nodes"]:
            raise InvalidError(_("The step has been removed meanwhile."))
        tree["nodes"][key] = {"kind": tree["nodes"][key]["kind"], **step}

    return _edit(desk, by, change)


@transaction.atomic
def remove_step(*, desk: Desk, by: User, key: str) -> MenuVersion:
    """Takes a step away; what leads to it is told as a fault until it leads elsewhere."""
    return _edit(desk, by, lambda tree: tree["nodes"].pop(key, None) and None)


@transaction.atomic
def publish(*, desk: Desk, by: User, note: str = "", at: datetime | None = None) -> MenuVersion:
    """The draft goes into use for every call from now on. Raises FaultyMenuError, InvalidError."""
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    draft = queries.draft(desk)
    if draft is None:
        raise InvalidError(_("There is nothing new to publish."))
    tree, _faults = parse(draft.tree)
    faults = queries.faults(draft)
    if faults:
        raise FaultyMenuError([wording.fault(fault, tree) for fault in faults])
    draft.note = note[:200]
    draft.published_at, draft.published_by = at or timezone.now(), by
    draft.save(update_fields=["note", "published_at", "published_by"])
    return draft


@transaction.atomic
def discard(*, desk: Desk) -> None:
    """Throws the draft away; what is in use stays."""
    MenuVersion.objects.filter(desk=desk, published_at=None).delete()


@transaction.atomic
def restore(*, version: MenuVersion, by: User) -> MenuVersion:
    """An earlier version becomes the draft, in place of the one there was."""

    def change(tree: dict[str, Any]) -> None:
        tree.clear()
        tree.update(version.tree)

    return _edit(version.desk, by, change)


@transaction.atomic
def set_crisis(*, desk: Desk, texts: Mapping[str, str], at: datetime | None = None) -> Desk:
    """Every call from now on begins with the message; with no text at all it ends."""
    said = {code: text.strip() for code, text in texts.items() if text.strip()}
    if any(len(text) > LONGEST_CRISIS for text in said.values()):
        raise InvalidError(_("Keep the message short: at most 600 characters."))
    desk = Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    desk.crisis_since = (desk.crisis_since or at or timezone.now()) if said else None
    desk.crisis = said
    desk.save(update_fields=["crisis", "crisis_since"])
    return desk


@transaction.atomic
def add_recording(*, desk: Desk, name: str, language: str, said: str, data: bytes) -> Recording:
    """A sound, told by its first bytes. Raises InvalidError."""
    if len(data) > MAX_SOUND_BYTES:
        raise InvalidError(_("The file is larger than 5 MB. Save it with a lower quality."))
    kind = sounds.kind_of(data)
    recording = Recording(desk=desk, name=name, language=language, said=said)
    recording.file.save(f"{slugify(name) or 'ljud'}.{kind.extension}", ContentFile(data), save=True)
    return recording


@transaction.atomic
def remove_recording(*, recording: Recording) -> None:
    """Raises InvalidError while a menu plays it."""
    if recording.pk in queries.recordings_played(recording.desk):
        raise InvalidError(_("The phone menu plays this recording. Choose another there first."))
    file = recording.file
    recording.delete()
    transaction.on_commit(lambda: file.storage.delete(str(file.name)))
