"""An improvement's own page: see, propose, edit, its picture."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.audit.queries import trail
from hundra.core.organisation.queries import find_people, with_employments
from hundra.core.ui import markdown
from hundra.core.ui.access import check, requires
from hundra.core.ui.forms import Found, search_answer
from hundra.hear.suggestions.rules import may_read
from hundra.improve.improvements import materials, queries, relations, rules, services
from hundra.improve.improvements.addresses import public_path, stamp_path
from hundra.improve.improvements.forms import (
    ImprovementForm,
    NewImprovementForm,
    PictureForm,
    UpdateForm,
)
from hundra.improve.improvements.life import BEFORE_STAMP, open_steps
from hundra.improve.improvements.models import Improvement, Programme
from hundra.improve.improvements.presenting import ACTIONS, TONES, life_steps, page_of
from hundra.improve.improvements.views.shared import (
    INVALID,
    attempt,
    chosen_programme,
    improvement_or_404,
)


@requires(rules.may_see)
@require_safe
def improvement(request: HttpRequest, pk: int) -> HttpResponse:
    record = queries.record(pk)
    if record is None:
        raise Http404
    shown = record.improvement
    steps = [
        (ACTIONS[step], ACTIONS[step].url(shown))
        for step in open_steps(shown)
        if rules.may_take(request.user, shown, step)
    ]
    context = {
        "record": record,
        "improvement": shown,
        "tone": TONES[shown.state],
        "life": life_steps(shown),
        "steps": steps,
        "story": markdown.render(shown.story),
        "outcome": markdown.render(shown.outcome),
        "news": [(update, markdown.render(update.text)) for update in record.updates],
        "responsible": queries.publicly_named(shown.responsible),
        "may_edit": rules.may_edit(request.user, shown),
        "may_keep": rules.may_keep(request.user, shown),
        "may_tick": rules.may_tick(request.user, shown) and shown.state in BEFORE_STAMP,
        "answers": [
            (answer, may_read(request.user, answer.suggestion)) for answer in record.answers
        ],
        "checklist": [
            (status, status.is_ticked_by(request.user)) for status in record.readiness.criteria
        ],
        "trail": trail(shown, related=("ticks", "answers", "updates"), limit=60),
        "update_form": UpdateForm(),
        "relations": relations.of(shown),
        **_kit(shown),
    }
    return render(request, "improvements/improvement.html", context)


def _kit(improvement: Improvement) -> dict[str, object]:
    """What there is for telling of it, once the public sees it."""
    is_shown = improvement.number is not None and improvement.programme.is_shown
    return {
        "is_shown": is_shown,
        "public_path": public_path(improvement),
        "stamp_path": stamp_path(improvement),
        "materials": materials.of(improvement) if is_shown else [],
    }


@requires(rules.may_propose)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if not Programme.objects.exists():
        raise Http404
    form = NewImprovementForm(
        request.POST or None,
        user=signed_in_user(request),
        initial={"programme": chosen_programme(request)},
    )
    if request.method == "POST" and form.is_valid():
        made: list[Improvement] = []
        if attempt(
            form,
            lambda: made.append(services.propose(**form.cleaned_data, by=signed_in_user(request))),
        ):
            messages.success(request, _("Your improvement is saved as an idea."))
            return redirect(page_of(made[0]))
    status = INVALID if form.errors else None
    return render(request, "improvements/new.html", {"form": form}, status=status)


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    shown = improvement_or_404(pk)
    check(rules.may_edit(request.user, shown))
    form = ImprovementForm(request.POST or None, instance=shown, user=signed_in_user(request))
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data
        if attempt(
            form, lambda: services.edit(improvement=shown, **details, by=signed_in_user(request))
        ):
            messages.success(request, _("The changes are saved."))
            return redirect(page_of(shown))
    context = {"form": form, "improvement": improvement_or_404(pk)}
    status = INVALID if form.errors else None
    return render(request, "improvements/edit.html", context, status=status)


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def change_picture(request: HttpRequest, pk: int) -> HttpResponse:
    shown = improvement_or_404(pk)
    check(rules.may_edit(request.user, shown))
    form = PictureForm(
        request.POST or None, request.FILES or None, initial={"picture_alt": shown.picture_alt}
    )
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["picture"]
        data = sent.read() if sent else None
        text = form.cleaned_data["picture_alt"]
        if attempt(
            form,
            lambda: services.set_picture(
                improvement=shown, data=data, alt=text, by=signed_in_user(request)
            ),
        ):
            messages.success(request, _("The picture is saved."))
            return redirect(page_of(shown))
    context = {"form": form, "improvement": shown}
    status = INVALID if form.errors else None
    return render(request, "improvements/picture.html", context, status=status)


@requires(rules.may_see)
@require_http_methods(["POST"])
def remove_picture(request: HttpRequest, pk: int) -> HttpResponse:
    shown = improvement_or_404(pk)
    check(rules.may_edit(request.user, shown))
    services.remove_picture(improvement=shown, by=signed_in_user(request))
    messages.success(request, _("The picture is removed."))
    return redirect(page_of(shown))


@requires(rules.may_see)
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    shown = improvement_or_404(pk)
    if not shown.picture:
        raise Http404
    try:
        with shown.picture.open("rb") as file:
            answer = HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@requires(rules.may_propose)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Colleagues for the field "responsible person"."""
    text = request.GET.get("q", "")[:100]
    found = with_employments(find_people(text, by=request.user, limit=None))[:21]
    return search_answer(
        request,
        [
            Found(
                person.pk,
                str(person),
                ", ".join(str(job.unit) for job in getattr(person, "now", ())),
            )
            for person in found
        ],
    )
