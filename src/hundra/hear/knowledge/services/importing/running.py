"""An import: every file on its own savepoint, all of them in one transaction.

A file that is refused leaves nothing behind and stops none of the others. If the machine stops
midway, nothing at all has happened. A dry run does the same and takes it back.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace

from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.errors import (
    IncompleteError,
    InvalidError,
    KnowledgeError,
    NotYoursError,
)
from hundra.hear.knowledge.exchange.archive import Package, shown
from hundra.hear.knowledge.exchange.sending import Sent, read_package
from hundra.hear.knowledge.services.importing.options import ImportOptions
from hundra.hear.knowledge.services.importing.places import Place, Places, address_of
from hundra.hear.knowledge.services.importing.report import FileReport, ImportReport, Outcome
from hundra.hear.knowledge.services.importing.taking import Taken, take_article, take_translation
from hundra.hear.knowledge.services.importing.topics import take_topics

logger = logging.getLogger(__name__)


def import_knowledge(
    package: Package,
    *,
    options: ImportOptions | None = None,
    by: User | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Takes in the package's articles as drafts, or published if the options say so.

    `by` writes only for units where they are editor; None, as from the command line, for all.
    Raises NotYoursError if `by` may not publish imports.
    """
    options = options or ImportOptions()
    if options.publish and by is not None and not rules.may_publish_imports(by):
        raise NotYoursError(
            _("Only an administrator who is an editor may publish an import at once.")
        )
    run = _Run(package, Places(by=by, options=options))
    try:
        with transaction.atomic():
            run.take_all()
            if dry_run:
                transaction.set_rollback(True)
    except BaseException:
        run.forget_files(0)
        raise
    if dry_run:
        run.forget_files(0)
    return ImportReport(tuple(run.reports), carried_out=not dry_run)


@dataclass
class _Run:
    package: Package
    places: Places
    reports: list[FileReport] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    placed: dict[str, tuple[Place, str]] = field(default_factory=dict)
    """By path: where the article is, and for whom."""
    seen: dict[tuple[int, str, str], str] = field(default_factory=dict)

    def take_all(self) -> None:
        for path, why in self.package.refused.items():
            self.reports.append(FileReport(file=path, outcome=Outcome.REFUSED, fault=why))
        self.reports += take_topics(self.package, self.places)
        sent = list(read_package(self.package))
        for each in sent:
            self._place(each)
        # What belongs to another article comes after all that may be it.
        for each in sorted(sent, key=_is_translation):
            self.reports.append(self._report_of(each))

    def forget_files(self, since: int) -> None:
        """Takes away what was stored for records that are no more."""
        for name in self.stored[since:]:
            default_storage.delete(name)
        del self.stored[since:]

    def _place(self, sent: Sent) -> None:
        try:
            place = self.places.of(sent)
        except KnowledgeError:
            return
        file = sent.article
        if file is not None and not _is_translation(sent):
            self.placed[sent.path] = (place, file.audience or self.places.options.audience)

    def _leads(self, path: str) -> str | None:
        return address_of(*self.placed[path]) if path in self.placed else None

    def _report_of(self, sent: Sent) -> FileReport:
        before = len(self.stored)
        report = FileReport(
            file=shown(sent.path),
            line=sent.line,
            outcome=Outcome.REFUSED,
            title=sent.article.title[:120] if sent.article else "",
        )
        try:
            with transaction.atomic():
                taken = self._take(sent)
        except KnowledgeError as error:
            self.forget_files(before)
            return replace(report, fault=_told(error))
        except DatabaseError:
            logger.exception("An article file could not be saved")
            self.forget_files(before)
            return replace(report, fault=_("The file holds something that cannot be saved."))
        return replace(
            report, outcome=taken.outcome, notes=tuple(taken.notes), published=taken.published
        )

    def _take(self, sent: Sent) -> Taken:
        if sent.article is None:
            raise InvalidError(sent.fault)
        place = self.places.of(sent)
        language = sent.article.language or sent.language or "sv"
        key = (place.topic.pk, place.slug, language)
        if key in self.seen:
            raise InvalidError(
                _("The file %(file)s has the same address. Give one of them another.")
                % {"file": self.seen[key]}
            )
        take = take_translation if _is_translation(sent) else take_article
        taken = take(self.places, self.package, sent, place, language, self._leads, self.stored)
        self.seen[key] = shown(sent.path)
        return taken


def _is_translation(sent: Sent) -> bool:
    return bool(sent.original or (sent.article and sent.article.original))


def _told(error: KnowledgeError) -> str:
    if isinstance(error, IncompleteError) and error.missing:
        return error.missing[0]
    return str(error)
