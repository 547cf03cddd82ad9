"""What keys and values are called in files, in English and in Swedish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

KEYS: Mapping[str, Sequence[str]] = {
    "title": ("title", "titel", "rubrik"),
    "topic": ("topic", "amne"),
    "slug": ("slug", "address", "adress"),
    "language": ("language", "lang", "sprak"),
    "original": ("original",),
    "status": ("status", "state", "lage"),
    "audience": ("audience", "malgrupp", "for"),
    "unit": ("unit", "owner", "enhet", "agare", "ansvarig_enhet"),
    "reasons": ("reasons", "reason", "kontaktskal", "skal", "kontaktorsaker"),
    "review_on": ("review_on", "granskas", "ses_over", "granskningsdatum"),
    "expires_on": ("expires_on", "galler_till", "slutdatum"),
    "short_answer": ("short_answer", "kort_svar", "ingress", "summary"),
    "spoken_answer": ("spoken_answer", "muntligt_svar", "sag_sa_har"),
    "steps": ("steps", "steg"),
    "links": ("links", "lankar"),
    "keywords": ("keywords", "sokord", "nyckelord"),
    "films": ("films", "filmer"),
    "attachments": ("attachments", "bilagor"),
    "change_note": ("change_note", "andring", "vad_som_andrats"),
    "body": ("body", "text", "brodtext"),
}
"""A key of ours, and what it may be called, as `plain_key` writes it."""

LINK_KEYS: Mapping[str, Sequence[str]] = {
    "kind": ("kind", "slag", "typ"),
    "label": ("label", "text", "namn"),
    "url": ("url", "address", "adress", "href"),
}
ATTACHMENT_KEYS: Mapping[str, Sequence[str]] = {
    "file": ("file", "fil"),
    "name": ("name", "namn"),
    "alt": ("alt", "description", "bildbeskrivning", "beskrivning"),
}
LINK_KINDS: Mapping[str, Sequence[str]] = {
    "e-service": ("e_service", "eservice", "e_tjanst", "etjanst"),
    "form": ("form", "blankett", "formular"),
    "page": ("page", "sida", "webbsida", "web"),
    "phone": ("phone", "tel", "telefon"),
}
AUDIENCES: Mapping[str, Sequence[str]] = {
    "everyone": ("everyone", "alla", "public", "publik", "offentlig"),
    "employees": ("employees", "medarbetare", "anstallda", "intern"),
    "guides": ("guides", "vagledare", "kommunvagledare", "guides_only", "endast_vagledare"),
}
STATUSES: Mapping[str, Sequence[str]] = {
    "published": ("published", "publicerad"),
    "draft": ("draft", "utkast"),
    "withdrawn": ("withdrawn", "indragen"),
}

_ALL_KEYS = {name: key for key, names in KEYS.items() for name in names}
_LONGEST_SLUG = 100


def plain_key(text: str) -> str:
    """The word in small letters a–z with _ between: "Kort svar" is kort_svar."""
    letters = unicodedata.normalize("NFKD", text.strip().casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\s\-_]+", "_", kept).strip("_")


def key_of(text: str) -> str | None:
    """Our key for what the file calls it; None if it is none of ours."""
    return _ALL_KEYS.get(plain_key(text))


def value_of(text: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """Our word for what the file says, out of AUDIENCES, LINK_KINDS or STATUSES."""
    said = plain_key(text)
    return next((value for value, words in names.items() if said in words), None)


def slug_of(text: str) -> str:
    """An address of the text: a–z, digits and hyphens; å and ä are a, ö is o."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", kept)[:_LONGEST_SLUG].strip("-")
