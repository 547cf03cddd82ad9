"""The catalogue and the reference page. The data itself stands in endpoints.py and downloads.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hundra.core.ui.access import open_to_all
from hundra.show.api import dcat
from hundra.show.api.endpoints import api
from hundra.show.api.publishing import published


@published
def catalogue(request: HttpRequest) -> HttpResponse:
    return HttpResponse(dcat.current_catalogue(), content_type="text/turtle; charset=utf-8")


@dataclass(frozen=True)
class Parameter:
    name: str
    meaning: str
    values: str


@dataclass(frozen=True)
class Endpoint:
    path: str
    summary: str
    parameters: tuple[Parameter, ...]

    @property
    def example(self) -> str:
        asked = "?q=bygglov" if self.path.endswith("/search") else ""
        return self.path.replace("{number}", "1").replace("{id}", "1") + asked


@open_to_all
def reference(request: HttpRequest) -> HttpResponse:
    """What can be asked, from the OpenAPI description itself."""
    paths = api.get_openapi_schema()["paths"]
    context = {
        "endpoints": [_endpoint(path, each["get"]) for path, each in paths.items()],
        "base": settings.BASE_URL.rstrip("/"),
        "downloads": [
            (label, [(kind.upper(), reverse(f"api:{name}-{kind}")) for kind in ("csv", "json")])
            for name, label in (
                ("improvements", _("Improvements")),
                ("updates", _("Updates")),
                ("articles", _("Answers")),
            )
        ],
    }
    return render(request, "api/reference.html", context)


def _endpoint(path: str, operation: dict[str, Any]) -> Endpoint:
    summary, given = operation["summary"], operation["parameters"]
    parameters = [(each["name"], each["description"], each["schema"]) for each in given]
    return Endpoint(
        path=path,
        summary=_(summary),
        parameters=tuple(
            Parameter(name, _(description), _values(schema))
            for name, description, schema in parameters
        ),
    )


def _values(schema: dict[str, Any]) -> str:
    """What the parameter takes, in a few words."""
    kinds = [kind for kind in schema.get("anyOf", [schema]) if kind.get("type") != "null"]
    kind = kinds[0]
    if "enum" in kind:
        return " | ".join(kind["enum"])
    if "minimum" in kind:
        return f"{kind['minimum']}–{kind['maximum']}"
    return str(kind["type"])
