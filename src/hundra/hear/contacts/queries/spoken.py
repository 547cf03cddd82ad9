"""What is said in a menu, for those who play it."""

from __future__ import annotations

from dataclasses import dataclass

from hundra.hear.contacts import sounds
from hundra.hear.contacts.menus.parsing import parse
from hundra.hear.contacts.menus.plain import PLAIN
from hundra.hear.contacts.menus.tree import Tree
from hundra.hear.contacts.menus.walking import Part
from hundra.hear.contacts.models import Desk, MenuVersion, Recording


@dataclass(frozen=True)
class Spoken:
    """A text, and the recording that is played in its place, if there is one."""

    text: str
    recording: Recording | None = None

    @property
    def media_type(self) -> str:
        name = str(self.recording.file.name) if self.recording else ""
        kinds = {kind.extension: kind.media_type for kind in (sounds.WAV, sounds.MP3, sounds.OGG)}
        return kinds.get(name.rpartition(".")[2], "application/octet-stream")


def utterance(
    *, desk: int, menu: int | None, node: str, part: Part, language: str
) -> Spoken | None:
    """What is said there; None when nothing is."""
    if part is Part.CRISIS:
        crisis = Desk.objects.filter(pk=desk).values_list("crisis", flat=True).first() or {}
        return _text(crisis.get(language))
    tree = _tree(desk, menu)
    found = tree.nodes.get(node) if tree else None
    if found is None:
        return None
    if part is Part.DONE:
        return _text(found.done.get(language))
    number = found.recordings.get(language)
    recording = Recording.objects.filter(pk=number, desk=desk).first() if number else None
    text = found.say.get(language)
    return Spoken(text or "", recording) if recording else _text(text)


def _text(text: str | None) -> Spoken | None:
    return Spoken(text) if text else None


def _tree(desk: int, menu: int | None) -> Tree | None:
    if menu is None:
        return PLAIN
    saved = MenuVersion.objects.filter(pk=menu, desk=desk).values_list("tree", flat=True).first()
    return parse(saved)[0] if saved is not None else None
