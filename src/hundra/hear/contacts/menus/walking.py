"""What a caller hears, and where they come, for each key. The same steps serve a real call,
the page where the menu is tried, and the tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hundra.hear.contacts.menus.tree import EMPTY, Kind, Node, Tree, led_to


class Wants(StrEnum):
    """What the menu waits for after a step."""

    KEY = "key"
    GUIDE = "guide"
    MESSAGE = "message"  # A recording.
    CALLBACK = "callback"  # It was accepted; the call ends.
    END = "end"


class Part(StrEnum):
    """Which of a node's texts is said; the crisis message belongs to no node."""

    SAY = "say"
    DONE = "done"
    CRISIS = "crisis"


@dataclass(frozen=True)
class Place:
    """Where a caller is. `tries`: how many times the keys were told without a good answer."""

    node: str
    language: str
    tries: int = 0


@dataclass(frozen=True)
class Utterance:
    """Something said: by a recording where there is one, else the text read aloud."""

    part: Part
    language: str
    text: str
    node: str = ""
    recording: int | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is said, and what is waited for then, at which place."""

    place: Place
    wants: Wants
    said: tuple[Utterance, ...] = ()
    passed: tuple[str, ...] = ()  # The nodes come to in this step, in order.
    is_closed: bool = False  # The desk was found closed on the way.

    @property
    def is_settled(self) -> bool:
        return self.wants in (Wants.CALLBACK, Wants.END)


@dataclass(frozen=True, kw_only=True)
class Menu:
    """A tree at a moment: is the desk open, and is there a crisis message?"""

    tree: Tree
    is_open: bool
    crisis: Mapping[str, str] = field(default_factory=lambda: EMPTY)

    def begin(self) -> Step:
        """The call is answered. A crisis message comes before all else."""
        language = self.tree.first_language
        first = tuple(self._crisis(language, anyhow=True))
        return self._enter(self.tree.start, language, said=first)

    def press(self, place: Place, digit: str) -> Step:
        """A key is pressed; "" when the caller pressed none in time."""
        node = self.tree.nodes.get(place.node)
        if node is None:
            return self._over(place)
        answer = _ANSWERS.get(node.kind)
        return answer(self, node, place, digit) if answer else self._over(place)

    def go_on(self, place: Place) -> Step:
        """After a recording: what comes next."""
        node = self.tree.nodes.get(place.node)
        return self._enter(node.next, place.language) if node else self._over(place)

    def again(self, place: Place) -> Step:
        """The same place, said from its beginning."""
        return self._enter(place.node, place.language)

    # --- On the way ---

    def _enter(self, key: str, language: str, *, said: tuple[Utterance, ...] = ()) -> Step:
        """Goes on by itself until something is waited for. An unchecked tree ends, at the worst."""
        passed: list[str] = []
        is_closed = False
        while key in self.tree.nodes and key not in passed:
            node = self.tree.nodes[key]
            passed.append(key)
            said += tuple(self._spoken(node, language))
            place = Place(key, language)
            if node.kind in _STOPS:
                return Step(
                    place=place,
                    wants=_STOPS[node.kind],
                    said=said,
                    passed=tuple(passed),
                    is_closed=is_closed,
                )
            if node.kind is Kind.HOURS and not self.is_open:
                is_closed = True
                key = node.closed
            else:
                key = node.next
        last = passed[-1] if passed else self.tree.start
        return replace(
            self._over(Place(last, language)), said=said, passed=tuple(passed), is_closed=is_closed
        )

    def _over(self, place: Place) -> Step:
        return Step(place=place, wants=Wants.END)

    def _menu(self, node: Node, place: Place, digit: str) -> Step:
        if digit in node.keys:
            return self._enter(node.keys[digit], place.language)
        return self._retry(node, place, node.silent)

    def _language(self, node: Node, place: Place, digit: str) -> Step:
        chosen = node.keys.get(digit, "")
        if chosen in self.tree.languages:
            said = tuple(self._crisis(chosen)) if chosen != self.tree.first_language else ()
            return self._enter(node.next, chosen, said=said)
        if led_to(chosen):
            return self._enter(led_to(chosen), place.language)
        return self._retry(node, place, node.next)

    def _callback(self, node: Node, place: Place, digit: str) -> Step:
        if digit and digit in node.keys:
            text = node.done.get(place.language, "")
            said = (Utterance(Part.DONE, place.language, text, node.key),) if text else ()
            return Step(place=place, wants=Wants.CALLBACK, said=said)
        return self._enter(node.next, place.language)

    def _queue(self, node: Node, place: Place, digit: str) -> Step:
        if digit and digit in node.keys:
            return self._enter(node.keys[digit], place.language)
        return Step(place=place, wants=Wants.GUIDE)

    def _retry(self, node: Node, place: Place, otherwise: str) -> Step:
        """A wrong key or none: the keys are told again, a few times."""
        tries = place.tries + 1
        if tries >= node.repeat:
            return self._enter(otherwise, place.language)
        return Step(
            place=replace(place, tries=tries),
            wants=Wants.KEY,
            said=tuple(self._spoken(node, place.language)),
            passed=(node.key,),
        )

    # --- What is said ---

    def _spoken(self, node: Node, language: str) -> Iterator[Utterance]:
        languages = [language]
        if node.kind is Kind.LANGUAGE:
            chosen = set(node.keys.values())
            languages = [each for each in self.tree.languages if each in chosen]
        for each in languages:
            text, recording = node.say.get(each, ""), node.recordings.get(each)
            if text or recording:
                yield Utterance(Part.SAY, each, text, node.key, recording)

    def _crisis(self, language: str, *, anyhow: bool = False) -> Iterator[Utterance]:
        """In the language; with `anyhow` in another if it has not been put into this one."""
        texts = {code: text.strip() for code, text in self.crisis.items() if text.strip()}
        if anyhow and texts and language not in texts:
            language = next(iter(texts))
        if language in texts:
            yield Utterance(Part.CRISIS, language, texts[language])


_STOPS = {
    Kind.MENU: Wants.KEY,
    Kind.LANGUAGE: Wants.KEY,
    Kind.CALLBACK: Wants.KEY,
    Kind.QUEUE: Wants.GUIDE,
    Kind.RECORD: Wants.MESSAGE,
    Kind.HANG_UP: Wants.END,
}
_ANSWERS = {
    Kind.MENU: Menu._menu,
    Kind.LANGUAGE: Menu._language,
    Kind.CALLBACK: Menu._callback,
    Kind.QUEUE: Menu._queue,
}
