"""Answers as GeoReport v2 writes them: the same content as XML or JSON.

https://wiki.open311.org/GeoReport_v2 gives the names. In XML a list's members are elements of
their own name; in JSON a list is an array without a name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

MEDIA_TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
MEMBERS = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}
# What XML 1.0 cannot hold, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Content = Mapping[str, Any] | Sequence[Mapping[str, Any]]


def written(name: str, content: Content, form: str, *, status: int = 200) -> HttpResponse:
    """The content under `name`, which only XML tells, in the form "xml" or "json"."""
    text = _json(content) if form == "json" else _xml(name, content)
    response = HttpResponse(text, status=status, content_type=MEDIA_TYPES[form])
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _json(content: Content) -> str:
    return json.dumps(content, ensure_ascii=False)


def _xml(name: str, content: Content) -> bytes:
    root = Element(name)
    _fill(root, name, content)
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def _fill(element: Element, name: str, content: Any) -> None:
    if isinstance(content, Mapping):
        for key, value in content.items():
            _fill(SubElement(element, key), key, value)
    elif isinstance(content, Sequence) and not isinstance(content, str):
        for value in content:
            _fill(SubElement(element, MEMBERS[name]), MEMBERS[name], value)
    elif content is not None:
        element.text = _text(content)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _UNWRITABLE.sub("", str(value))
