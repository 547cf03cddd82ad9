"""The words of an article, apart from where they are stored. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

LINK_KINDS = {
    "e-service": pgettext_lazy("link", "E-service"),
    "form": pgettext_lazy("link", "Form"),
    "page": pgettext_lazy("link", "Page"),
    "phone": pgettext_lazy("link", "Phone"),
}
WEB = frozenset({"http", "https"})
MOST_STEPS, MOST_LINKS, MOST_KEYWORDS = 20, 20, 40
LONGEST_STEP, LONGEST_LABEL, LONGEST_URL, LONGEST_KEYWORD = 500, 150, 500, 60


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way on from the article. `url` is an http(s) address, or tel: for a phone."""

    kind: str
    label: str
    url: str

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind, "label": self.label, "url": self.url}


@dataclass(frozen=True, kw_only=True)
class Wording:
    """All that a revision says."""

    title: str
    short_answer: str = ""
    spoken_answer: str = ""
    body: str = ""
    steps: Sequence[str] = ()
    links: Sequence[Link] = ()
    keywords: Sequence[str] = ()
    attachments: Sequence[int] = ()
    films: Sequence[int] = ()
    change_note: str = field(default="", compare=False)


def faults(wording: Wording) -> list[str]:
    """What keeps the wording from being saved, one sentence each."""
    found = []
    if not wording.title.strip():
        found.append(_("Write a title, so that people see what the article answers."))
    if len(wording.steps) > MOST_STEPS:
        found.append(_("Write at most %(most)d steps.") % {"most": MOST_STEPS})
    if any(len(step) > LONGEST_STEP for step in wording.steps):
        found.append(_("Write each step in at most %(most)d characters.") % {"most": LONGEST_STEP})
    if len(wording.keywords) > MOST_KEYWORDS:
        found.append(_("Write at most %(most)d search words.") % {"most": MOST_KEYWORDS})
    if len(wording.links) > MOST_LINKS:
        found.append(_("Write at most %(most)d links.") % {"most": MOST_LINKS})
    return found + [fault for link in wording.links for fault in link_faults(link)]


def link_faults(link: Link) -> list[str]:
    """What is wrong with a link: a kind of its own, no words, or an address that leads nowhere."""
    found = []
    if link.kind not in LINK_KINDS:
        found.append(_("Choose what the link %(url)s leads to.") % {"url": link.url})
    if not link.label.strip() or len(link.label) > LONGEST_LABEL:
        found.append(_("Write what the link %(url)s leads to, shortly.") % {"url": link.url})
    if not _leads_somewhere(link):
        found.append(
            _("Write the address of “%(label)s” in full, beginning with https:// or tel:.")
            % {"label": link.label}
        )
    return found


def lacks(wording: Wording) -> list[str]:
    """What readers would miss if the wording were published, one sentence each."""
    missing = []
    if not wording.short_answer.strip():
        missing.append(_("Write a short answer: the first thing readers see."))
    if not wording.body.strip() and not wording.steps:
        missing.append(_("Write the text, or the steps to take."))
    return missing


def _leads_somewhere(link: Link) -> bool:
    if len(link.url) > LONGEST_URL or any(letter.isspace() for letter in link.url):
        return False
    try:
        parts = urlsplit(link.url)
    except ValueError:
        return False
    if parts.scheme == "tel":
        return link.kind == "phone" and bool(parts.path)
    return parts.scheme in WEB and bool(parts.hostname)
