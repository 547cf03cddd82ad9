"""Lär dig: paths, and their steps with questions that are checked at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.models import User
from hundra.core.ui import markdown
from hundra.core.ui.access import requires
from hundra.hear.knowledge import presenting
from hundra.hear.knowledge.addresses import shell_language
from hundra.hear.knowledge.models import Door, Film
from hundra.hear.knowledge.queries import read_article
from hundra.hear.knowledge.rules import audiences_of
from hundra.hear.knowledge.views import reading
from hundra.hear.study import queries, rules, services
from hundra.hear.study.models import Option, Question, Step
from hundra.hear.study.queries import PathState, StepState

AGAIN = 422
"""The status of a step whose questions are not all right yet."""


@dataclass(frozen=True)
class ShownQuestion:
    """A question as drawn. `is_right` is None until it has been answered."""

    question: Question
    options: tuple[tuple[Option, bool], ...]
    asks_for_several: bool
    is_answered: bool = False
    is_right: bool | None = None


@requires(rules.may_learn)
@require_safe
def paths(request: HttpRequest) -> HttpResponse:
    found = queries.paths_for(_user(request), language=shell_language())
    context = {"paths": found, "may_see_numbers": rules.may_see_numbers_somewhere(request.user)}
    return render(request, "study/paths.html", context)


@requires(rules.may_learn)
@require_safe
def path(request: HttpRequest, slug: str) -> HttpResponse:
    state = _path_or_404(request, slug)
    return render(request, "study/path.html", {"state": state, "path": state.path})


@requires(rules.may_learn)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    state = _path_or_404(request, slug)
    shown = state.state_of(pk)
    if shown is None:
        raise Http404
    if not shown.is_open:
        messages.info(request, str(_("That step is not shown now. Go on with the next one.")))
        return redirect("study_path", slug=slug)
    questions = queries.questions_of(shown.step)
    if request.method != "POST":
        return _step_page(request, state, shown, [_unanswered(one) for one in questions])
    if not questions:
        services.finish(by=_user(request), step=shown.step)
        return _onwards(request, state, shown)
    chosen = {one.pk: _chosen(request, one) for one in questions}
    answered = services.answer(by=_user(request), step=shown.step, chosen=chosen)
    checked = [_checked(one) for one in answered.checked]
    return _step_page(request, state, shown, checked, is_right=answered.is_done)


def _onwards(request: HttpRequest, state: PathState, done: StepState) -> HttpResponse:
    following = state.after(done)
    if following is not None:
        return redirect("study_step", slug=state.path.slug, pk=following.step.pk)
    return redirect("study_path", slug=state.path.slug)


def _step_page(
    request: HttpRequest,
    state: PathState,
    shown: StepState,
    questions: list[ShownQuestion],
    *,
    is_right: bool | None = None,
) -> HttpResponse:
    context = {
        "path": state.path,
        "state": state,
        "shown_step": shown,
        "before": state.before(shown),
        "after": state.after(shown),
        "questions": questions,
        "is_right": is_right,
        "is_done": shown.is_done or bool(is_right),
        "wrong": sum(one.is_right is False for one in questions),
        **_material(request, shown.step),
    }
    return render(request, "study/step.html", context, status=AGAIN if is_right is False else None)


def _material(request: HttpRequest, step: Step) -> dict[str, Any]:
    """What the step's template is given, by what the step is made of."""
    if step.article is not None:
        return _article(request, step)
    if step.film is not None:
        return {"films": [_film(step.film)]}
    return {"text": markdown.render(step.text)}


def _article(request: HttpRequest, step: Step) -> dict[str, Any]:
    article = cast("Any", step.article)
    place = reading.Place(audiences_of(request.user), Door.INSIDE, is_inside=True)
    found = read_article(
        article.topic.slug, article.slug, audiences=place.audiences, language=shell_language()
    )
    if found is None:
        raise Http404
    return {**reading.article_context(place, found), "is_guide": False}


def _film(film: Film) -> presenting.ShownFilm:
    return presenting.shown_film(film, inside=True)


def _path_or_404(request: HttpRequest, slug: str) -> PathState:
    found = queries.path_for(_user(request), slug, language=shell_language())
    if found is None:
        raise Http404
    return found


def _chosen(request: HttpRequest, question: Question) -> frozenset[int]:
    sent = set(request.POST.getlist(f"fraga-{question.pk}"))
    return frozenset(option.pk for option in question.options.all() if str(option.pk) in sent)


def _unanswered(question: Question) -> ShownQuestion:
    options = list(question.options.all())
    several = sum(option.right for option in options) > 1
    return ShownQuestion(question, tuple((one, False) for one in options), several)


def _checked(checked: services.CheckedQuestion) -> ShownQuestion:
    options = list(checked.question.options.all())
    return ShownQuestion(
        checked.question,
        tuple((one, one.pk in checked.chosen) for one in options),
        sum(option.right for option in options) > 1,
        is_answered=bool(checked.chosen),
        is_right=checked.is_right,
    )


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
