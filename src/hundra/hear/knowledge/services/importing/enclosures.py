"""What a file brings beside its words: pictures, documents, and links to the other files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.ui.markdown import PICTURE
from hundra.hear.knowledge.errors import KnowledgeError
from hundra.hear.knowledge.exchange import ArticleFile, FileAttachment
from hundra.hear.knowledge.exchange.archive import Package
from hundra.hear.knowledge.exchange.sending import (
    IN_PACKAGE,
    Reference,
    is_article,
    resolve,
    rewrite,
)
from hundra.hear.knowledge.models import Article, Attachment
from hundra.hear.knowledge.services.attaching import add_document, add_picture

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".heic")
Leads = Callable[[str], str | None]
"""The address that readers have for an article by its file's path, if it is taken in."""


@dataclass
class Enclosures:
    """Takes in the files of one article, once each, and writes its body to fit."""

    by: User | None
    article: Article
    package: Package
    path: str
    leads: Leads
    stored: list[str]
    notes: list[str] = field(default_factory=list)
    found: dict[str, Attachment | None] = field(default_factory=dict)

    def fit(self, file: ArticleFile) -> tuple[str, list[int]]:
        """The body for readers, and the numbers of all that belongs to it."""
        for each in file.attachments:
            inside = resolve(self.path, each.file)
            if inside is None or inside not in self.package:
                self.notes.append(_("The file %(file)s is not there.") % {"file": each.file})
            else:
                self._attachment(inside, each)
        body = rewrite(file.body, self._write)
        return body, sorted(one.pk for one in self.found.values() if one is not None)

    def _write(self, reference: Reference, as_written: str) -> str:
        if not reference.address.startswith(IN_PACKAGE):
            return as_written
        inside = unquote(reference.address.removeprefix(IN_PACKAGE))
        if reference.is_picture:
            return self._picture(inside, reference.words)
        address = self.leads(inside) if is_article(inside) else None
        if address:
            return f"[{reference.words}]({address})"
        if inside in self.package and not is_article(inside):
            self._attachment(inside, FileAttachment(file=inside, alt=reference.words))
        else:
            self.notes.append(
                _("The link to %(file)s leads nowhere now; its words were kept.") % {"file": inside}
            )
        return reference.words

    def _picture(self, inside: str, alt: str) -> str:
        kept = None
        if inside not in self.package:
            self.notes.append(_("The file %(file)s is not there.") % {"file": inside})
        elif not alt.strip():
            self.notes.append(
                _("The picture %(file)s has no description and was left out.") % {"file": inside}
            )
        else:
            kept = self._attachment(inside, FileAttachment(file=inside, alt=alt))
        return f"![{alt}]({PICTURE}{kept.pk})" if kept and kept.is_picture else alt

    def _attachment(self, inside: str, said: FileAttachment) -> Attachment | None:
        if inside not in self.found:
            try:
                self.found[inside] = self._take(inside, said)
            except KnowledgeError as error:
                self.found[inside] = None
                self.notes.append(f"{inside}: {error}")
        return self.found[inside]

    def _take(self, inside: str, said: FileAttachment) -> Attachment:
        data, name = self.package.read(inside), said.name or PurePosixPath(inside).name
        alike = self._alike(data)
        if alike is not None:
            return alike
        if inside.lower().endswith(PICTURES):
            made = add_picture(by=self.by, article=self.article, data=data, name=name, alt=said.alt)
        else:
            made = add_document(by=self.by, article=self.article, data=data, name=name)
        self.stored.append(str(made.file.name))
        return self._alike_drawn(made)

    def _alike(self, data: bytes) -> Attachment | None:
        """An attachment of the article with just these bytes."""
        for one in self.article.attachments.filter(size_bytes=len(data)):
            with one.file.open("rb") as file:
                if file.read() == data:
                    return one
        return None

    def _alike_drawn(self, made: Attachment) -> Attachment:
        """The one that was there, where a picture drawn anew turned out to be the same."""
        others = self.article.attachments.filter(size_bytes=made.size_bytes).exclude(pk=made.pk)
        if not others:
            return made
        with made.file.open("rb") as file:
            data = file.read()
        for one in others:
            with one.file.open("rb") as file:
                if file.read() == data:
                    made.file.delete(save=False)
                    made.delete()
                    return one
        return made
