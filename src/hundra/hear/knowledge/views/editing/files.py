"""An article's pictures and documents, as its editors see them before anyone else."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.hear.knowledge import rules, services
from hundra.hear.knowledge.forms.wording import DescribeForm
from hundra.hear.knowledge.models import Article, Attachment
from hundra.hear.knowledge.views.editing.shared import (
    INVALID,
    article_or_404,
    attempt,
    attempt_with_message,
)
from hundra.hear.knowledge.views.editing.table import title_of
from hundra.hear.knowledge.views.serving import send


@requires(rules.is_editor)
@require_safe
def files(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All of them, with where they are used."""
    article = article_or_404(request, pk)
    context = {
        "article": article,
        "title": title_of(article),
        "files": article.attachments.prefetch_related("revisions__translation"),
    }
    return render(request, "knowledge/editing/files.html", context)


@requires(rules.is_editor)
@require_safe
def file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """The picture to see, or the document to download. Documents never open at our address."""
    found = _file_or_404(article_or_404(request, pk), file)
    response = send(request, found.file, media_type=found.media_type, public=False)
    if not found.is_picture:
        response["Content-Disposition"] = (
            content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
        )
    return response


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    article = article_or_404(request, pk)
    found = _file_or_404(article, file)
    form = DescribeForm(request.POST or None, attachment=found)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: services.describe_attachment(
                by=signed_in_user(request), attachment=found, **form.cleaned_data
            ),
        )
    ):
        return redirect("editing_files", pk=pk)
    context = {"article": article, "file": found, "form": form}
    status = INVALID if form.errors else None
    return render(request, "knowledge/editing/describe.html", context, status=status)


@requires(rules.is_editor)
@require_POST
def remove(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    found = _file_or_404(article_or_404(request, pk), file)
    attempt_with_message(
        request,
        lambda: services.remove_attachment(by=signed_in_user(request), attachment=found),
        _("The file is removed."),
    )
    return redirect("editing_files", pk=pk)


def _file_or_404(article: Article, file: int) -> Attachment:
    found = article.attachments.filter(pk=file).first()
    if found is None:
        raise Http404
    return found
