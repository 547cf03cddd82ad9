"""The café for those who sit there: by link or code, no sign-in, no cookies."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.throttle import allow, client_key
from hundra.core.ui.access import open_to_all, same_origin
from hundra.core.ui.etags import etag_of
from hundra.core.ui.receiving import unreadable
from hundra.core.ui.secrets import secret_page
from hundra.improve.plans.errors import ClosedError, PlansError
from hundra.improve.plans.forms.cafes import CodeForm
from hundra.improve.plans.models import Cafe, CafeNote, CafeTable, Theme
from hundra.improve.plans.queries import cafes as queries
from hundra.improve.plans.services import cafes as services

WRONG_AN_HOUR = 60
NOTES_A_MINUTE_AND_PHONE = 12
NOTES_A_MINUTE_AND_NETWORK = 300  # A whole town hall shares one address.
LARGEST = 20_000
CLOSED, WAIT, REFUSED = 410, 429, 422


def _guessed_too_much(request: HttpRequest) -> bool:
    """Counts a wrong link or code; true once there have been too many."""
    key = f"plans.cafe.guess:{client_key(request)}"
    return not allow(key=key, limit=WRONG_AN_HOUR, per=timedelta(hours=1))


def _cafe_or_404(request: HttpRequest, secret: str) -> Cafe:
    found = queries.cafe_behind(secret)
    if found is None:
        _guessed_too_much(request)
        raise Http404
    return found


@open_to_all
@csrf_exempt
@same_origin
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Where the code on the wall is typed."""
    why = unreadable(request, largest=LARGEST, too_much=_("That is too much for a code."))
    form = CodeForm(request.POST if request.method == "POST" and not why else None)
    if form.is_bound and form.is_valid():
        cafe = queries.cafe_with_code(form.cleaned_data["code"])
        too_many = cafe is None and _guessed_too_much(request)
        if cafe is not None:
            return redirect("cafe_join", secret=cafe.secret)
        form.add_error(
            "code",
            _("Very much has come from your connection this hour. Wait a while.")
            if too_many
            else _("No café is open with that code. Look at the screen once more."),
        )
    status = REFUSED if form.is_bound or why else 200
    return render(request, "plans/cafe_code.html", {"form": form, "why": why}, status=status)


@open_to_all
@secret_page
@require_safe
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Which table one sits at; afterwards all that was said, and what came of it."""
    cafe = _cafe_or_404(request, secret)
    is_open = queries.is_open(cafe)
    context = {
        "cafe": cafe,
        "is_open": is_open,
        "tables": queries.tables(cafe),
        "themes": queries.themes(cafe),
        "gathered": [] if is_open or cafe.state == "planned" else queries.gathered(cafe),
    }
    return render(request, "plans/cafe_join.html", context)


@open_to_all
@csrf_exempt
@same_origin
@secret_page
@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, secret: str, number: int) -> HttpResponse:
    """A table's shared page. Posting writes a note; the script asks for the notes alone (304)."""
    cafe = _cafe_or_404(request, secret)
    found = queries.table_of(cafe, number)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _write(request, cafe, found)
    is_part = request.headers.get("X-Part") == "1"
    return _notes(request, cafe, found) if is_part else _page(request, cafe, found)


def _page(
    request: HttpRequest, cafe: Cafe, table: CafeTable, *, why: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "cafe": cafe,
        "table": table,
        "themes": queries.themes(cafe),
        "is_open": queries.is_open(cafe),
        "notes": queries.notes_at(table),
        "why": why,
        "typed": request.POST.get("text", "") if why and status != REFUSED_WHOLE else "",
    }
    return render(request, "plans/cafe_table.html", context, status=status)


REFUSED_WHOLE = 413


def _notes(request: HttpRequest, cafe: Cafe, table: CafeTable) -> HttpResponse:
    is_open = queries.is_open(cafe)
    etag = etag_of(f"{get_language()} {cafe.version} {table.version} {is_open}")
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        context = {"notes": queries.notes_at(table), "is_open": is_open}
        response = render(request, "plans/cafe_notes.html", context)
    response["ETag"] = etag
    patch_vary_headers(response, ["X-Part"])
    return response


def _write(request: HttpRequest, cafe: Cafe, table: CafeTable) -> HttpResponse:
    """The script is answered in JSON, a form without script with the page."""
    script = request.headers.get("X-Part") == "1"
    why = unreadable(request, largest=LARGEST, too_much=_("The note is too long."))
    if why:
        return _answer(request, cafe, table, why, REFUSED_WHOLE, script=script)
    why = _too_fast(request, cafe)
    if why:
        return _answer(request, cafe, table, why, WAIT, script=script)
    try:
        services.write_note(
            table=table,
            text=request.POST.get("text", ""),
            theme=_theme(cafe, request.POST.get("theme", "")),
            key=_key(request.POST.get("key", "")),
            phone=request.POST.get("phone", "")[:100],
        )
    except PlansError as error:
        status = CLOSED if isinstance(error, ClosedError) else REFUSED
        return _answer(request, cafe, table, str(error), status, script=script)
    if script:
        return JsonResponse({"ok": True})
    return redirect("cafe_table", secret=cafe.secret, number=table.number)


def _answer(
    request: HttpRequest, cafe: Cafe, table: CafeTable, why: str, status: int, *, script: bool
) -> HttpResponse:
    if script:
        return JsonResponse({"why": why}, status=status)
    return _page(request, cafe, table, why=why, status=status)


def _too_fast(request: HttpRequest, cafe: Cafe) -> str:
    phone = services.writer_hash(cafe, request.POST.get("phone", "")[:100])
    minute = timedelta(minutes=1)
    own = not phone or allow(
        key=f"plans.cafe.phone:{phone}", limit=NOTES_A_MINUTE_AND_PHONE, per=minute
    )
    key = f"plans.cafe.network:{client_key(request)}"
    if own and allow(key=key, limit=NOTES_A_MINUTE_AND_NETWORK, per=minute):
        return ""
    return _("That went fast. Wait a minute; your note is kept on the phone until then.")


def _theme(cafe: Cafe, text: str) -> Theme | None:
    is_number = text.isdecimal() and len(text) < 19  # noqa: PLR2004 - bigint
    return Theme.objects.filter(cafe=cafe, pk=int(text)).first() if is_number else None


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@open_to_all
@csrf_exempt
@same_origin
@secret_page
@require_POST
def change(request: HttpRequest, secret: str, number: int, key: UUID) -> HttpResponse:
    """One's own note in other words, by the script."""
    cafe = _cafe_or_404(request, secret)
    table = queries.table_of(cafe, number)
    note = CafeNote.objects.filter(pk=key, table=table).first() if table else None
    if note is None:
        raise Http404
    why = unreadable(request, largest=LARGEST, too_much=_("The note is too long."))
    why = why or _too_fast(request, cafe)
    if why:
        return JsonResponse({"why": why}, status=WAIT)
    try:
        services.change_note(
            note=note,
            text=request.POST.get("text", ""),
            phone=request.POST.get("phone", "")[:100],
            now=timezone.now(),
        )
    except PlansError as error:
        return JsonResponse({"why": str(error)}, status=REFUSED)
    return JsonResponse({"ok": True})
