"""Films: the list, a film's own page with its files, and whether it is shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import check, requires
from hundra.core.ui.tables import Column, Filter, Table, answer
from hundra.hear.knowledge import rules, services
from hundra.hear.knowledge.forms.films import FilmForm
from hundra.hear.knowledge.models import Audience, Film
from hundra.hear.knowledge.queries import editing as queries
from hundra.hear.knowledge.views.editing.shared import INVALID, attempt
from hundra.hear.knowledge.views.serving import send

PARTS = {"film": "file", "text": "captions", "teckensprak": "signed_file", "bild": "poster"}
TYPES = {".mp4": "video/mp4", ".webm": "video/webm", ".vtt": "text/vtt; charset=utf-8"}


def _tone(film: Film) -> str:
    return "success" if film.published else "neutral"


class FilmsTable(Table):
    name = "filmer"
    caption = pgettext_lazy("films", "Films")
    search_label = gettext_lazy("Search in titles")
    search_in = ["title", "transcript"]
    empty_title = gettext_lazy("No films yet")
    empty_text = gettext_lazy("A film has captions, and the same told as text.")
    empty_icon = "clapperboard"
    columns = [
        Column(
            "title",
            pgettext_lazy("film", "Title"),
            sort="title",
            link=lambda row: reverse("editing_film", kwargs={"pk": row.pk}),
            wide=True,
        ),
        Column(
            "published",
            gettext_lazy("State"),
            sort="published",
            value=lambda row: _("Shown") if row.published else _("Not shown"),
            tone=_tone,
        ),
        Column("audience", pgettext_lazy("article", "For"), sort=True),
        Column("owner_unit.name", gettext_lazy("Unit"), sort="owner_unit__name"),
        Column(
            "signed",
            gettext_lazy("Sign language"),
            value=lambda row: bool(row.signed_file or row.signed_url),
        ),
    ]
    filters = [Filter("audience", pgettext_lazy("article", "For"), Audience.choices)]
    order = "title"


@requires(rules.is_editor)
@require_safe
def films(request: HttpRequest) -> HttpResponse:
    table = FilmsTable(request, queries.editable_films(request.user).select_related("owner_unit"))
    return answer(request, "knowledge/editing/films.html", table=table)


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def film(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new film, or one to change."""
    changed = _film_or_404(request, pk) if pk is not None else None
    user = signed_in_user(request)
    form = FilmForm(request.POST or None, request.FILES or None, user=user, film=changed)
    if request.method == "POST" and form.is_valid():
        check(rules.may_write_for(user, form.cleaned_data["owner_unit"]))
        saved: list[Film] = []
        if attempt(form, lambda: saved.append(_save(user, form, changed))):
            messages.success(request, _("The film is saved."))
            return redirect("editing_film", pk=saved[0].pk)
    shown = _film_or_404(request, pk) if pk is not None else None
    context = {"form": form, "film": shown}
    status = INVALID if form.errors else None
    return render(request, "knowledge/editing/film.html", context, status=status)


def _save(user: Any, form: FilmForm, changed: Film | None) -> Film:
    return services.save_film(by=user, details=form.details(), files=form.new_files(), film=changed)


@requires(rules.is_editor)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    services.publish_film(by=signed_in_user(request), film=_film_or_404(request, pk))
    messages.success(request, _("The film is shown to those it is for."))
    return redirect("editing_film", pk=pk)


@requires(rules.is_editor)
@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    services.hide_film(by=signed_in_user(request), film=_film_or_404(request, pk))
    messages.success(request, _("The film is not shown any more."))
    return redirect("editing_film", pk=pk)


@requires(rules.is_editor)
@require_safe
def part(request: HttpRequest, pk: int, part: str) -> HttpResponseBase:
    """A film's file as its editors see it, shown or not."""
    found = _film_or_404(request, pk)
    file = getattr(found, PARTS[part]) if part in PARTS else None
    if not file:
        raise Http404
    ending = "." + file.name.rpartition(".")[2].lower()
    return send(request, file, media_type=TYPES.get(ending, "image/jpeg"), public=False)


def _film_or_404(request: HttpRequest, pk: int) -> Film:
    found = queries.editable_films(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
