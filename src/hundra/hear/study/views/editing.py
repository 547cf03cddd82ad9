"""Studievägar: what editors write, publish and withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from hundra.core.accounts.models import User
from hundra.core.audit.queries import trail
from hundra.core.ui.access import check, requires
from hundra.core.ui.forms import Found, search_answer
from hundra.core.ui.tables import answer
from hundra.hear.study import queries, rules, services
from hundra.hear.study.errors import IncompleteError, StudyError
from hundra.hear.study.forms import KINDS, STEP_FORMS, PathForm, QuestionForm
from hundra.hear.study.models import Path, Question, Step
from hundra.hear.study.tables import PathsTable, standing_of

INVALID = 422
"""The status of a form that is shown again: it was understood, but cannot be done as it is."""


@requires(rules.is_editor)
@require_safe
def paths(request: HttpRequest) -> HttpResponse:
    table = PathsTable(request, queries.editable_paths(request.user))
    return answer(request, "study/editing/paths.html", table=table)


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def new_path(request: HttpRequest) -> HttpResponse:
    form = PathForm(request.POST or None, user=_user(request))
    if request.method == "POST" and form.is_valid():
        check(rules.may_write_for(request.user, form.cleaned_data["owner_unit"]))
        made: list[Path] = []
        if _attempt(
            form,
            lambda: made.append(services.create_path(by=_user(request), details=form.details())),
        ):
            messages.success(request, str(_("The path is begun. Now add its steps.")))
            return redirect("study_edit", pk=made[0].pk)
    return _form_page(request, form, heading=_("New study path"))


@requires(rules.is_editor)
@require_safe
def path(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _path_or_404(request, pk)
    standing, tone = standing_of(shown)
    context = {
        "path": shown,
        "standing": standing,
        "tone": tone,
        "steps": queries.written_steps(shown, by=_user(request)),
        "trail": trail(shown, related=["steps"]),
        "is_open": shown.published_at is not None and shown.withdrawn_at is None,
    }
    return render(request, "study/editing/path.html", context)


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _path_or_404(request, pk)
    form = PathForm(request.POST or None, user=_user(request), path=shown)
    if request.method == "POST" and form.is_valid():
        check(rules.may_write_for(request.user, form.cleaned_data["owner_unit"]))
        if _attempt(
            form,
            lambda: services.edit_path(by=_user(request), path=shown, details=form.details()),
        ):
            messages.success(request, str(_("The path is saved.")))
            return redirect("study_edit", pk=pk)
    return _form_page(request, form, heading=_("Details of the path"), path=shown)


PATH_ACTS: dict[str, tuple[Callable[..., object], Any]] = {
    "publicera": (services.publish, _("The path is published. It stands under “Learn”.")),
    "dra-tillbaka": (services.withdraw, _("The path is withdrawn. What people did is kept.")),
}


@requires(rules.is_editor)
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    shown = _path_or_404(request, pk)
    if what not in PATH_ACTS:
        raise Http404
    service, done = PATH_ACTS[what]
    try:
        service(by=_user(request), path=shown)
    except IncompleteError as error:
        messages.error(request, " ".join([str(error), *error.missing]))
    except StudyError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(done))
    return redirect("study_edit", pk=pk)


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def new_step(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    shown = _path_or_404(request, pk)
    if kind not in STEP_FORMS:
        raise Http404
    form = STEP_FORMS[kind](request.POST or None, user=_user(request))
    if request.method == "POST" and form.is_valid():
        made: list[Step] = []
        if _attempt(
            form,
            lambda: made.append(
                services.add_step(by=_user(request), path=shown, material=form.material())
            ),
        ):
            messages.success(request, str(_("The step is added. Add questions if you like.")))
            return redirect("study_edit_step", pk=pk, step=made[0].pk)
    return _form_page(request, form, heading=_("New step"), path=shown)


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    shown = _step_or_404(request, pk, step)
    kind = "article" if shown.article_id else "film" if shown.film_id else "text"
    form = STEP_FORMS[KINDS[kind]](request.POST or None, user=_user(request), step=shown)
    if (
        request.method == "POST"
        and form.is_valid()
        and _attempt(
            form,
            lambda: services.edit_step(by=_user(request), step=shown, material=form.material()),
        )
    ):
        messages.success(request, str(_("The step is saved.")))
        return redirect("study_edit", pk=pk)
    context = {
        "form": form,
        "path": shown.path,
        "step": shown,
        "title": queries.titles_of([shown], by=_user(request))[shown.pk],
        "questions": queries.questions_of(shown),
    }
    status = INVALID if form.errors else None
    return render(request, "study/editing/step.html", context, status=status)


@requires(rules.is_editor)
@require_POST
def step_act(request: HttpRequest, pk: int, step: int, what: str) -> HttpResponse:
    shown = _step_or_404(request, pk, step)
    if what in ("upp", "ner"):
        services.move_step(by=_user(request), step=shown, up=what == "upp")
    elif what == "ta-bort":
        retired = services.remove_step(by=_user(request), step=shown)
        done = _("The step is retired: it is not shown, but what people did is kept.")
        messages.success(request, str(done if retired else _("The step is removed.")))
    else:
        raise Http404
    return redirect("study_edit", pk=pk)


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int, step: int, question: int | None = None) -> HttpResponse:
    """A question of the step: a new one without a number."""
    shown = _step_or_404(request, pk, step)
    asked = _question_or_404(shown, question) if question is not None else None
    form = QuestionForm(request.POST or None, question=asked)
    if (
        request.method == "POST"
        and form.is_valid()
        and _attempt(
            form,
            lambda: services.save_question(
                by=_user(request),
                step=shown,
                question=asked,
                text=form.cleaned_data["text"],
                explanation=form.cleaned_data["explanation"],
                options=form.asked_options(),
            ),
        )
    ):
        messages.success(request, str(_("The question is saved.")))
        return redirect("study_edit_step", pk=pk, step=step)
    heading = _("New question") if asked is None else _("Change the question")
    return _form_page(request, form, heading=heading, path=shown.path, step=shown)


@requires(rules.is_editor)
@require_POST
def question_act(
    request: HttpRequest, pk: int, step: int, question: int, what: str
) -> HttpResponse:
    asked = _question_or_404(_step_or_404(request, pk, step), question)
    if what in ("upp", "ner"):
        services.move_question(by=_user(request), question=asked, up=what == "upp")
    elif what == "ta-bort":
        services.remove_question(by=_user(request), question=asked)
        messages.success(request, str(_("The question is removed.")))
    else:
        raise Http404
    return redirect("study_edit_step", pk=pk, step=step)


@requires(rules.is_editor)
@require_GET
def articles(request: HttpRequest) -> HttpResponse:
    """Articles for the field of a step, by a part of their titles."""
    text = request.GET.get("q", "")[:100].replace("\x00", "").strip()
    found = queries.offered_articles(_user(request)).select_related("topic")
    for word in text.split():
        found = found.filter(title__icontains=word)
    return search_answer(
        request,
        [Found(one.pk, str(one.title), one.topic.name) for one in found.order_by("title")[:21]],
    )


def _form_page(
    request: HttpRequest,
    form: BaseForm,
    *,
    heading: Any,
    path: Path | None = None,
    step: Step | None = None,
) -> HttpResponse:
    context = {"form": form, "heading": heading, "path": path, "step": step}
    status = INVALID if form.errors else None
    return render(request, "study/editing/form.html", context, status=status)


def _attempt(form: BaseForm, write: Callable[[], object]) -> bool:
    """Does the writing; a domain error becomes the form's, and False is returned."""
    try:
        write()
    except StudyError as error:
        form.add_error(None, str(error))
    return not form.errors


def _path_or_404(request: HttpRequest, pk: int) -> Path:
    """A path at the editor's units. Others' are not told of: some are for guides only."""
    found = queries.editable_path(request.user, pk)
    if found is None:
        raise Http404
    return found


def _step_or_404(request: HttpRequest, path: int, pk: int) -> Step:
    found = queries.editable_step(request.user, path, pk)
    if found is None:
        raise Http404
    return found


def _question_or_404(step: Step, pk: int) -> Question:
    found = queries.editable_question(step, pk)
    if found is None:
        raise Http404
    return found


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
