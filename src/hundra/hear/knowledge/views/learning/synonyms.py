"""Synonyms: what people say, and what the texts say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.addresses import article_path
from hundra.hear.knowledge.errors import KnowledgeError
from hundra.hear.knowledge.languages import LANGUAGES
from hundra.hear.knowledge.models import SearchGroup, Synonym
from hundra.hear.knowledge.queries import learning as seen
from hundra.hear.knowledge.queries.finding import search
from hundra.hear.knowledge.services import learning
from hundra.hear.knowledge.views.learning.answering import LARGEST_KEY
from hundra.hear.knowledge.views.learning.parts import parts
from hundra.hear.knowledge.views.learning.tables import SynonymTable

MOST_HITS = 5


def _languages() -> list[tuple[str, Any]]:
    return [(one.code, one.name) for one in LANGUAGES.values()]


class SynonymForm(forms.Form):
    said = forms.CharField(
        label=_("People say"),
        max_length=80,
        error_messages={"required": _("Write the word or words that people use.")},
    )
    means = forms.CharField(
        label=_("The texts say"),
        max_length=80,
        error_messages={"required": _("Write the word or words that stand in the texts.")},
    )
    both_ways = forms.BooleanField(
        label=_("Also the other way around"),
        required=False,
        help_text=_("Only if both words mean the same."),
    )
    language = forms.ChoiceField(
        label=_("Language of the words"),
        choices=_languages,
        initial="sv",
    )


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def synonyms(request: HttpRequest) -> HttpResponse:
    group = _asked_group(request)
    form = SynonymForm(request.POST or None, initial={"said": group.words if group else ""})
    if request.method == "POST" and form.is_valid():
        try:
            made = learning.add_synonym(
                by=signed_in_user(request), group=group, **form.cleaned_data
            )
            messages.success(request, gettext("Added: %(synonym)s.") % {"synonym": made})
            return redirect("synonyms")
        except KnowledgeError as refused:
            form.add_error(None, str(refused))
    tried = request.GET.get("prova", "").strip()[:200]
    context: dict[str, Any] = {
        **parts("synonyms", request),
        "form": form,
        "group": group,
        "tried": tried,
        "hits": _hits(request, tried),
        "trail": seen.synonym_trail(),
    }
    table = SynonymTable(request, seen.synonyms())
    return answer(request, "knowledge/learning/synonyms.html", table=table, context=context)


@requires(rules.is_editor)
@require_POST
def remove_synonym(request: HttpRequest, synonym: int) -> HttpResponse:
    found = Synonym.objects.filter(pk=synonym).first() if synonym <= LARGEST_KEY else None
    if found is not None:
        learning.remove_synonym(by=signed_in_user(request), synonym=found)
        messages.success(request, gettext("Removed: %(synonym)s.") % {"synonym": found})
    return redirect("synonyms")


def _asked_group(request: HttpRequest) -> SearchGroup | None:
    asked = request.GET.get("sokning", "")
    if not asked.isdecimal() or int(asked) > LARGEST_KEY:
        return None
    return seen.needed_group(int(asked))


def _hits(request: HttpRequest, words: str) -> list[dict[str, Any]]:
    """What the words find now, and by which words."""
    if not words:
        return []
    audiences = rules.audiences_of(request.user)
    found = search(words, audiences=audiences, language="sv", limit=MOST_HITS)
    return [
        {
            "title": hit.translation.published.title if hit.translation.published else "",
            "path": article_path(
                hit.translation.article.topic.slug,
                hit.translation.article.slug,
                hit.translation.language,
                inside=True,
            ),
            "why": hit.why,
        }
        for hit in found.hits
    ]
