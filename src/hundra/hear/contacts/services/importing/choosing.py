"""The file's words for channels, reasons, units and states, as ours."""

from __future__ import annotations

from collections.abc import Mapping

from hundra.core.organisation.models import Unit
from hundra.engines.tables import plain
from hundra.hear.contacts.importing.report import Gathering
from hundra.hear.contacts.importing.values import STATUSES, WORDS
from hundra.hear.contacts.models import Channel, ImportMapping, Outcome
from hundra.hear.knowledge.models import ContactReason
from hundra.hear.knowledge.services import save_reason

LONGEST_REASON = 80
NEW = "new"


class Choices:
    """A mapping's answers, with what it makes on the way."""

    def __init__(self, mapping: ImportMapping, gathered: Gathering) -> None:
        self.mapping = mapping
        self.gathered = gathered
        self.statuses: Mapping[str, str] = _Words(mapping.values.get("status", {}), STATUSES)
        self._words = {
            key: _Words(mapping.values.get(key, {}), WORDS[key])
            for key in ("channel", "outcome", "language")
        }
        self._reasons = {reason.pk: reason for reason in ContactReason.objects.all()}
        self._by_name = {plain(reason.name): reason for reason in self._reasons.values()}
        self._reason_of: dict[str, ContactReason | None] = {}
        self._units = {unit.pk: unit for unit in Unit.objects.filter(ended_on=None)}
        self._unit_names = {
            plain(word): unit for unit in self._units.values() for word in (unit.name, unit.code)
        }
        self._fallback = self._units.get(mapping.unit_id or 0) or mapping.desk.unit

    def channel(self, word: str) -> str:
        found = self._words["channel"].get(word, "")
        return found if found in set(Channel) else self.mapping.channel

    def outcome(self, word: str) -> str:
        found = self._words["outcome"].get(word, "")
        return found if found in set(Outcome) else ""

    def language(self, word: str) -> str:
        return self._words["language"].get(word, "") or "sv"

    def unit(self, word: str) -> Unit:
        chosen = self.mapping.values.get("unit", {}).get(word)
        if chosen:
            return self._units.get(_number(chosen), self._fallback)
        if chosen == "":
            return self._fallback
        return self._unit_names.get(plain(word), self._fallback) if word else self._fallback

    def reason(self, word: str) -> ContactReason | None:
        if not word:
            return None
        if word not in self._reason_of:
            self._reason_of[word] = self._reason(word)
        return self._reason_of[word]

    def _reason(self, word: str) -> ContactReason | None:
        chosen = self.mapping.values.get("reason", {}).get(word, "")
        if chosen and chosen != NEW:
            return self._reasons.get(_number(chosen))
        found = self._by_name.get(plain(word[:LONGEST_REASON]))
        if found is None and (chosen == NEW or self.mapping.makes_reasons):
            found = save_reason(by=None, name=word[:LONGEST_REASON])
            self._by_name[plain(found.name)] = found
            self.gathered.reasons.append(found.name)
        return found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


class _Words(dict[str, str]):
    """What people chose for a word, else what such words mean."""

    def __init__(self, chosen: Mapping[str, str], known: Mapping[str, str]) -> None:
        super().__init__({word: value for word, value in chosen.items() if value})
        self.known = known

    def get(self, word: str, default: str = "") -> str:  # type: ignore[override]
        return super().get(word) or self.known.get(plain(word)) or default
