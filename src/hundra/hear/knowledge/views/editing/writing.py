"""The editor: what an article says, written with a preview beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.core.ui.forms import AtMost
from hundra.hear.knowledge import rules, services
from hundra.hear.knowledge.errors import ConflictError, KnowledgeError
from hundra.hear.knowledge.forms.articles import LanguageForm
from hundra.hear.knowledge.forms.wording import UploadForm, WordingForm
from hundra.hear.knowledge.languages import language as language_of
from hundra.hear.knowledge.markup import markdown_from_html
from hundra.hear.knowledge.models import Revision, Translation
from hundra.hear.knowledge.queries import editing as queries
from hundra.hear.knowledge.views.editing.preview import preview_of
from hundra.hear.knowledge.views.editing.shared import (
    INVALID,
    article_or_404,
    attempt,
    attempt_with_message,
    changes,
    draft_or_404,
    to_article,
    to_text,
    translation_or_404,
)
from hundra.hear.knowledge.wording import Wording

LONGEST_PASTE = 2_000_000


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    translation = translation_or_404(request, pk, language)
    begun = queries.latest(translation)
    if request.method != "POST":
        return _page(request, translation, _opened(request, translation, begun))
    form = _form(request, translation, request.POST)
    valid = form.is_valid()
    action = request.POST.get("do", "save")
    if form.rearrange(action):
        return _page(request, translation, form, moved=True)
    if action == "upload":
        return _upload(request, translation, form)
    if not valid:
        return _page(request, translation, form, status=INVALID)
    return _save(request, translation, form, send=action == "send")


def _opened(request: HttpRequest, translation: Translation, begun: Revision | None) -> WordingForm:
    if begun is None:
        return _form(request, translation, None)
    wording = services.wording_of(begun)
    return _form(request, translation, None, wording=wording, opened_at=begun.written_at)


def _form(request: HttpRequest, translation: Translation, data: Any, **given: Any) -> WordingForm:
    films = queries.editable_films(request.user).filter(published=True).order_by("title")
    used = translation.revisions.filter(films__isnull=False).values_list("films", "films__title")
    choices = dict([*films.values_list("pk", "title"), *used])
    return WordingForm(data, article=translation.article, films=list(choices.items()), **given)


def _page(
    request: HttpRequest,
    translation: Translation,
    form: WordingForm,
    *,
    status: int = 200,
    upload: UploadForm | None = None,
    theirs: Revision | None = None,
    moved: bool = False,
) -> HttpResponse:
    wording = form.wording() if form.is_bound else _wording(translation)
    context = {
        "translation": translation,
        "article": translation.article,
        "language": language_of(translation.language),
        "form": form,
        "upload": upload or UploadForm(),
        "draft": queries.in_work(translation),
        "theirs": theirs,
        "changes": changes(services.wording_of(theirs), wording) if theirs else [],
        "moved": moved,
        "title": wording.title,
        **preview_of(translation, wording),
    }
    return render(request, "knowledge/editing/text.html", context, status=status)


def _wording(translation: Translation) -> Wording:
    begun = queries.latest(translation)
    return services.wording_of(begun) if begun else Wording(title="")


def _save(
    request: HttpRequest, translation: Translation, form: WordingForm, *, send: bool
) -> HttpResponse:
    user = signed_in_user(request)
    try:
        draft = services.save_draft(
            by=user,
            translation=translation,
            wording=form.wording(),
            opened_at=form.cleaned_data["opened_at"],
        )
        form.since(draft)
        if send:
            services.submit(by=user, revision=draft)
    except ConflictError as error:
        return _conflict(request, translation, form, error)
    except KnowledgeError as error:
        form.add_error(None, [str(error), *getattr(error, "missing", ())])
        return _page(request, translation, form, status=INVALID)
    if send:
        said = _("Sent for approval. Another editor looks through it now.")
        messages.success(request, said)
        return to_article(translation.article_id)
    messages.success(request, _("The draft is saved. Readers do not see it yet."))
    return to_text(translation)


def _conflict(
    request: HttpRequest, translation: Translation, form: WordingForm, error: ConflictError
) -> HttpResponse:
    """Shows both texts. What was typed stays, and the next save puts it in place of the other."""
    form.add_error(None, str(error))
    theirs = queries.latest(translation)
    if theirs is not None:
        form.since(theirs)
    return _page(request, translation, form, theirs=theirs, status=409)


def _upload(request: HttpRequest, translation: Translation, form: WordingForm) -> HttpResponse:
    """Adds a picture or document at once; what is typed stays as it is, unsaved."""
    upload = UploadForm(request.POST, request.FILES)
    upload.fields["file"].required = True
    upload.fields["file"].validators.append(AtMost(megabytes=20))
    if upload.is_valid():
        attempt(upload, lambda: _add_file(request, translation, form, upload))
    if upload.errors:
        return _page(request, translation, form, upload=upload, status=INVALID)
    return _page(request, translation, form, moved=True)


def _add_file(
    request: HttpRequest, translation: Translation, form: WordingForm, upload: UploadForm
) -> None:
    file, alt = upload.cleaned_data["file"], upload.cleaned_data["alt"]
    given = {"by": signed_in_user(request), "article": translation.article, "name": file.name}
    if (file.content_type or "").startswith("image/"):
        added = services.add_picture(data=file.read(), alt=alt, **given)
    else:
        added = services.add_document(data=file.read(), **given)
    form.with_file(added)


@requires(rules.is_editor)
@require_POST
def preview(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """What readers and guides would meet, of what is typed. Nothing is saved."""
    translation = translation_or_404(request, pk, language)
    form = _form(request, translation, request.POST)
    form.is_valid()
    context = {"article": translation.article, **preview_of(translation, form.wording())}
    return render(request, "knowledge/editing/preview.html", context)


@requires(rules.is_editor)
@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """The clipboard's HTML as Markdown."""
    html = request.POST.get("html", "")[:LONGEST_PASTE]
    return HttpResponse(markdown_from_html(html), content_type="text/plain; charset=utf-8")


@requires(rules.is_editor)
@require_POST
def discard(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    translation = translation_or_404(request, pk, language)
    draft = draft_or_404(translation)
    done = _("The draft is thrown away. It can still be read in the history.")
    attempt_with_message(
        request, lambda: services.discard_draft(by=signed_in_user(request), revision=draft), done
    )
    return to_article(pk)


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins a version in another language, from the words of the original."""
    article = article_or_404(request, pk)
    taken = set(article.translations.values_list("language", flat=True))
    form = LanguageForm(request.POST or None, taken=taken)
    original = article.translations.filter(language=article.original_language).first()
    begun = queries.latest(original) if original else None
    if request.method == "POST" and form.is_valid() and begun is not None:
        chosen = form.cleaned_data["language"]
        if attempt(
            form,
            lambda: services.begin_translation(
                by=signed_in_user(request),
                article=article,
                language=chosen,
                wording=services.wording_of(begun, change_note=""),
            ),
        ):
            messages.success(request, _("The version is begun, with the words of the original."))
            return redirect("editing_text", pk=pk, language=chosen)
    context = {"form": form, "article": article, "title": begun.title if begun else article.slug}
    status = INVALID if form.errors else None
    return render(request, "knowledge/editing/translate.html", context, status=status)
