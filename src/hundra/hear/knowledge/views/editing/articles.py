"""The list of articles, and an article's own page: its texts, its details, its life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from hundra.core.accounts.web import signed_in_user
from hundra.core.organisation.queries import find_people, with_employments
from hundra.core.ui.access import check, requires
from hundra.core.ui.forms import Found, search_answer
from hundra.core.ui.tables import answer
from hundra.hear.knowledge import rules, services
from hundra.hear.knowledge.forms.articles import DetailsForm, NewArticleForm, WithdrawForm
from hundra.hear.knowledge.models import Article
from hundra.hear.knowledge.queries import editing as queries
from hundra.hear.knowledge.queries.editing import Part
from hundra.hear.knowledge.views.editing.page import article_page
from hundra.hear.knowledge.views.editing.shared import (
    INVALID,
    article_or_404,
    attempt,
    attempt_with_message,
    to_article,
)
from hundra.hear.knowledge.views.editing.table import ArticlesTable, part_tabs, title_of
from hundra.hear.knowledge.wording import Wording


@requires(rules.is_editor)
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("del", "")
    part = Part(asked) if asked in list(Part) else Part.ALL
    table = ArticlesTable(
        request, queries.work_list(request.user, part), user=signed_in_user(request)
    )
    context = {"tabs": part_tabs(request, part)}
    return answer(request, "knowledge/editing/articles.html", table=table, context=context)


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def new_article(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    given = {name: request.GET[name] for name in ("title", "topic") if name in request.GET}
    form = NewArticleForm(request.POST or None, user=user, initial=given)
    if request.method == "POST" and form.is_valid():
        made: list[Article] = []
        language = form.cleaned_data["language"]
        if attempt(form, lambda: made.append(_create(form, user, language))):
            messages.success(request, str(_("The article is begun. Now write the rest.")))
            return redirect("editing_text", pk=made[0].pk, language=language)
    context = {"form": form}
    status = INVALID if form.errors else None
    return render(request, "knowledge/editing/new.html", context, status=status)


def _create(form: NewArticleForm, user: Any, language: str) -> Article:
    check(rules.may_write_for(user, form.cleaned_data["owner_unit"]))
    wording = Wording(
        title=form.cleaned_data["title"], short_answer=form.cleaned_data["short_answer"]
    )
    return services.create_article(
        by=user, details=form.details(), wording=wording, language=language
    )


@requires(rules.is_editor)
@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    return article_page(request, article_or_404(request, pk))


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, pk: int) -> HttpResponse:
    shown = article_or_404(request, pk)
    user = signed_in_user(request)
    form = DetailsForm(request.POST or None, user=user, article=shown)
    if request.method == "POST" and form.is_valid():
        check(rules.may_write_for(user, form.cleaned_data["owner_unit"]))
        if attempt(
            form,
            lambda: services.edit_details(by=user, article=shown, details=form.details()),
        ):
            messages.success(request, str(_saved(pk)))
            return to_article(pk)
    context = {"form": form, "article": shown, "title": title_of(shown)}
    status = INVALID if form.errors else None
    return render(request, "knowledge/editing/details.html", context, status=status)


def _saved(pk: int) -> str | Promise:
    if Article.objects.exclude(wanted_audience="").filter(pk=pk).exists():
        return _("Saved. The wider audience waits until another editor has approved it.")
    return _("The details are saved.")


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something done with the whole article by one button."""

    done: str | Promise
    service: Callable[..., object]


ACTS = {
    "oversedd": Act(
        done=_("Noted as looked through. It is to be looked through again in a year."),
        service=services.look_through,
    ),
    "ta-tillbaka": Act(done=_("The article is shown again."), service=services.put_back),
    "godkann-malgrupp": Act(
        done=_("The wider audience is approved."), service=services.approve_audience
    ),
    "neka-malgrupp": Act(
        done=_("The audience stays as it was."), service=services.decline_audience
    ),
}


@requires(rules.is_editor)
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    shown = article_or_404(request, pk)
    if what not in ACTS:
        raise Http404
    doing = ACTS[what]
    attempt_with_message(
        request, lambda: doing.service(by=signed_in_user(request), article=shown), doing.done
    )
    return to_article(pk)


@requires(rules.is_editor)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    shown = article_or_404(request, pk)
    form: Form = WithdrawForm(request.POST)
    if form.is_valid() and attempt(
        form,
        lambda: services.withdraw(
            by=signed_in_user(request), article=shown, reason=form.cleaned_data["reason"]
        ),
    ):
        messages.success(request, str(_("The article is withdrawn. Nobody else sees it now.")))
        return to_article(pk)
    return article_page(request, shown, withdraw_form=form, status=INVALID)


@requires(rules.is_editor)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Colleagues for the field "responsible person"."""
    text = request.GET.get("q", "")[:100]
    found = with_employments(find_people(text, by=request.user, limit=None))[:21]
    return search_answer(
        request,
        [
            Found(person.pk, str(person), ", ".join(str(job.unit) for job in person.now))  # type: ignore[attr-defined]
            for person in found
        ],
    )
