"""Reads one mail of unknown origin: who wrote it, what it says, what it carries.

The limits stand before the parser, since the parser of the standard library takes time and memory
in proportion to lines times depth. What is refused is refused with a code, never half read.
Formats: RFC 5322 (mail), 2045-2047 (MIME), 3834 (automatic mail), 3464 (bounces).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from typing import cast

from hundra.engines.letters.htmltext import html_as_text
from hundra.engines.letters.names import safe_name
from hundra.engines.text.plain import plain_text

LARGEST = 25_000_000
MOST_LINES = 500_000  # 25 MB of base64 are 330,000 lines.
MOST_MULTIPARTS = 40
MOST_BOUNDARIES = 5_000
MOST_PARTS = 300
MOST_CARRIED = 50
LONGEST_HEADER = 8_000
LONGEST_TEXT = 100_000
LONGEST_ID = 240
MOST_REFERENCES = 50
AUTOMATIC_PRECEDENCE = {"bulk", "junk", "list", "auto_reply"}
# What Exchange asks others not to send; it sets these on its own automatic replies.
SUPPRESSED = {"all", "oof", "autoreply", "dr", "ndr", "rn", "nrn"}
# What the standard library says of headers and bodies that no sane program wrote.
_SAID_BY_PARSER = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    NotImplementedError,
)
# Python knows these under the same names as charsets, but they are none of mail.
NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
_ID = re.compile(r"<([!-;=?-~]{1,500})>")
_ADDRESS = re.compile(r"[^@\s<>()\[\],;:\"\\]{1,64}@[^@\s<>()\[\],;:\"\\]{1,190}")


class UnreadableMailError(ValueError):
    """The mail was refused unread; `code` is one of too_large, too_many_lines, too_many_parts,
    broken.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A file that came along. `media_type` is what the sender says, and is not believed."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail as it is used. Texts are without control characters, on one line but `text`.

    `message_id` is the sender's, or a fingerprint of the whole where there is none or it is too
    long to keep. `automatic` tells by which mark a machine wrote it; "" for people.
    """

    message_id: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    sender: str = ""
    sender_name: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    written_at: datetime | None = None
    automatic: str = ""
    carried: tuple[Carried, ...] = ()
    left_out: int = 0


class _Bounded(EmailPolicy):
    """The default policy, with headers cut where nobody writes any longer ones."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


_POLICY = _Bounded()


def read_mail(raw: bytes, *, largest: int = LARGEST) -> Mail:
    """The whole mail. Raises UnreadableMailError if it is too large or made to do harm."""
    _weigh(raw, largest)
    try:
        message = message_from_bytes(raw, policy=_POLICY)
        parts = list(_leaves(message))
    except UnreadableMailError:
        raise
    except _SAID_BY_PARSER as error:
        raise UnreadableMailError("broken") from error
    carried, left_out = _carried(parts)
    return _mail(message, raw, text=_text(parts), carried=carried, left_out=left_out)


def read_headers(raw: bytes) -> Mail:
    """Only what the headers say: for mail that is too large to be read."""
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0][:200_000]
    try:
        message = message_from_bytes(head + b"\r\n\r\n", policy=_POLICY)
    except _SAID_BY_PARSER:
        return Mail(message_id=_fingerprint(raw))
    return _mail(message, raw, text="", carried=(), left_out=0)


def _weigh(raw: bytes, largest: int) -> None:
    if len(raw) > largest:
        raise UnreadableMailError("too_large")
    if max(raw.count(b"\n"), raw.count(b"\r")) > MOST_LINES:
        raise UnreadableMailError("too_many_lines")
    if raw.count(b"\n--") > MOST_BOUNDARIES:
        raise UnreadableMailError("too_many_parts")
    nesting = re.findall(rb"(?:multipart|message)\s*/", raw, re.IGNORECASE)
    if len(nesting) > MOST_MULTIPARTS:
        raise UnreadableMailError("too_many_parts")


def _mail(
    message: Message, raw: bytes, *, text: str, carried: tuple[Carried, ...], left_out: int
) -> Mail:
    name, address = _sender(message)
    own = _ids(message, "Message-ID")
    answered = _ids(message, "In-Reply-To")
    return Mail(
        message_id=own[0] if own else _fingerprint(raw),
        in_reply_to=answered[0] if answered else "",
        references=tuple(dict.fromkeys([*answered, *reversed(_ids(message, "References"))])),
        sender=address,
        sender_name=name,
        recipients=_recipients(message),
        subject=_line(_header(message, "Subject"))[:300],
        text=text,
        written_at=_written_at(message),
        automatic=_automatic(message, has_sender=bool(address)),
        carried=carried,
        left_out=left_out,
    )


def _fingerprint(raw: bytes) -> str:
    return f"{hashlib.sha256(raw).hexdigest()[:48]}@no-message-id.invalid"


def _raw(message: Message, name: str) -> str:
    """A header as it stood, unfolded, on one line; "" if it is not there."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return _line(str(value))
    return ""


def _header(message: Message, name: str) -> str:
    """A header decoded; as it stood where it cannot be."""
    try:
        found = message.get(name)
        return "" if found is None else str(found)
    except _SAID_BY_PARSER:
        return _raw(message, name)


def _line(text: str) -> str:
    """The text on one line: no break that could begin another header."""
    return " ".join(plain_text(text.replace("\u2028", " ").replace("\u2029", " ")).split())


def _ids(message: Message, name: str) -> list[str]:
    found = [one for one in _ID.findall(_raw(message, name)) if len(one) <= LONGEST_ID]
    return found[-MOST_REFERENCES:]


def _sender(message: Message) -> tuple[str, str]:
    """The name and the address in From; no address if it is none that could be answered."""
    return _first_address(_header(message, "From"))


def _first_address(value: str) -> tuple[str, str]:
    try:
        name, address = parseaddr(_line(value)[:1000])
    except _SAID_BY_PARSER:
        return "", ""
    address = address.strip().lower()
    usable = _ADDRESS.fullmatch(address) and len(address) <= 254  # noqa: PLR2004  RFC 5321
    return _line(name)[:120], address if usable else ""


def _recipients(message: Message) -> tuple[str, ...]:
    """All whom the mail names as its receivers, in lower case."""
    named = " ".join(_raw(message, name) for name in ("Delivered-To", "X-Original-To", "To", "Cc"))
    return tuple(dict.fromkeys(one.lower() for one in _ADDRESS.findall(named)))[:MOST_REFERENCES]


def _written_at(message: Message) -> datetime | None:
    """When the sender says it was written; None without a time zone or a sensible time."""
    try:
        moment = parsedate_to_datetime(_raw(message, "Date"))
        return moment if moment.tzinfo is not None and 1990 < moment.year < 2200 else None  # noqa: PLR2004
    except _SAID_BY_PARSER:
        return None


def _automatic(message: Message, *, has_sender: bool) -> str:
    """By which mark a machine wrote it (RFC 3834, section 5); "" for people."""
    submitted = _raw(message, "Auto-Submitted").lower().split(";")[0].strip()
    suppressed = {
        one.strip() for one in _raw(message, "X-Auto-Response-Suppress").lower().split(",")
    }
    marks = {
        "auto_submitted": submitted not in ("", "no"),
        "precedence": _raw(message, "Precedence").lower() in AUTOMATIC_PRECEDENCE,
        "suppressed": bool(suppressed & SUPPRESSED),
        "auto_reply": bool(_raw(message, "X-Autoreply") or _raw(message, "X-Autorespond")),
        "bounce": _is_bounce(message),
        "no_sender": not has_sender,
    }
    return next((mark for mark, is_there in marks.items() if is_there), "")


def _is_bounce(message: Message) -> bool:
    kind = _raw(message, "Content-Type").lower()
    return _raw(message, "Return-Path") == "<>" or kind.startswith("multipart/report")


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order; mails within the mail stay whole."""
    waiting, seen = [message], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MOST_PARTS:
            raise UnreadableMailError("too_many_parts")
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(cast(list[Message], part.get_payload())))
        else:
            yield part


def _is_text(part: Message) -> bool:
    """Is it what was written, and not a file sent along?"""
    if part.get_content_type() not in ("text/plain", "text/html"):
        return False
    return part.get_content_disposition() != "attachment" and not part.get_filename()


def _text(parts: list[Message]) -> str:
    """What was written: the plain version if there is one, else the HTML's words."""
    plain = "\n\n".join(_words(part) for part in parts if _reads_as(part, "text/plain"))
    text = plain_text(plain)
    if not text:
        htmls = [html_as_text(_words(part)) for part in parts if _reads_as(part, "text/html")]
        text = plain_text("\n\n".join(htmls))
    return text[:LONGEST_TEXT]


def _reads_as(part: Message, kind: str) -> bool:
    try:
        return _is_text(part) and part.get_content_type() == kind
    except _SAID_BY_PARSER:
        return False


def _words(part: Message) -> str:
    data = _bytes(part)
    try:
        charset = (part.get_content_charset() or "utf-8").replace("-", "_")
        if charset not in NO_CHARSETS:
            return data.decode(charset)
    except _SAID_BY_PARSER:
        pass
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _bytes(part: Message) -> bytes:
    try:
        if part.is_multipart():
            inner = part.get_payload(0)
            return inner.as_bytes() if isinstance(inner, Message) else b""
        data = _decoded(part)
    except _SAID_BY_PARSER:
        return b""
    return data if isinstance(data, bytes) else b""


def _decoded(part: Message) -> object:
    try:
        return part.get_payload(decode=True)
    except _SAID_BY_PARSER:
        # The standard library stumbles over charsets that are none; without one it does not.
        del part["Content-Type"]
        return part.get_payload(decode=True)


def _carried(parts: list[Message]) -> tuple[tuple[Carried, ...], int]:
    """The files, and how many were left out since they were too many."""
    files = [part for part in parts if not _plainly_text(part)]
    taken = tuple(_file(part, number) for number, part in enumerate(files[:MOST_CARRIED], 1))
    return tuple(one for one in taken if one.data), max(0, len(files) - MOST_CARRIED)


def _plainly_text(part: Message) -> bool:
    return _reads_as(part, "text/plain") or _reads_as(part, "text/html")


def _file(part: Message, number: int) -> Carried:
    try:
        name, kind = part.get_filename() or "", part.get_content_type()
    except _SAID_BY_PARSER:
        name, kind = "", "application/octet-stream"
    if not re.fullmatch(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,59}", kind):
        kind = "application/octet-stream"
    return Carried(name=safe_name(name, number, kind), media_type=kind, data=_bytes(part))
