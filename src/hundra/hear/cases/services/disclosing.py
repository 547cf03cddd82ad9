"""A case is given out on a request for public records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.audit.services import log_reading
from hundra.hear.cases import rules, secrecy
from hundra.hear.cases.errors import InvalidTextError, NotAllowedHereError
from hundra.hear.cases.giving_out import Words, paper, passages_of
from hundra.hear.cases.models import Case, Disclosure
from hundra.hear.cases.redaction import Redacted, Span, redact
from hundra.hear.cases.services.writing import add_step, lock, one_line, save


@dataclass(frozen=True, kw_only=True)
class Masks:
    """What is kept back: by place, whole passages, and words wherever they stand."""

    marks: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    whole: Sequence[str] = ()
    words: Sequence[str] = ()


def redacted(case: Case, masks: Masks) -> list[Redacted]:
    """The case as it would be given out. Raises InvalidTextError for marks that do not fit it."""
    try:
        return redact(passages_of(case), marks=masks.marks, whole=masks.whole, words=masks.words)
    except ValueError as error:
        raise InvalidTextError(
            _("The case has changed since its passages were marked. Mark them again.")
        ) from error


def checked_laws(laws: Iterable[str], passages: Sequence[Redacted]) -> list[str]:
    """Whoever keeps something back says by which law (OSL 2:1, TF 2:18)."""
    chosen = [law for law in secrecy.SECTIONS if law in set(laws)]
    if any(passage.masked for passage in passages) and not chosen:
        raise NotAllowedHereError(_("Choose the law by which something is blacked out."))
    return chosen


@transaction.atomic
def give_out(
    *,
    case: Case,
    masks: Masks,
    laws: Iterable[str],
    asked_by: str,
    by: User,
    seen: int,
    at: datetime | None = None,
) -> Disclosure:
    """Makes the PDF, keeps it with its digest, and notes who gave out what, when and by which law.

    Always in Swedish, the language of the authority. Raises ChangedMeanwhileError if the case is
    not the one whose passages were chosen.
    """
    case = lock(case, seen=seen)
    if not rules.may_read(by, case):
        raise PermissionDenied
    moment = at or timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        passages = redacted(case, masks)
        chosen = checked_laws(laws, passages)
        data = paper(passages, _words(case, chosen, moment))
    count = sum(passage.masked for passage in passages)
    disclosure = Disclosure(
        case=case,
        version=case.version,
        asked_by=one_line(asked_by),
        given_by=by,
        given_at=moment,
        laws=chosen,
        passages=count,
        digest=hashlib.sha256(data).hexdigest(),
    )
    disclosure.file.save(f"{disclosure.pk}.pdf", ContentFile(data), save=False)
    disclosure.save(force_insert=True)
    add_step(case, "given_out", by=by, at=moment)
    save(case)
    if case.is_confidential:
        log_reading(by=by, record=case, what=f"{case.number}: " + _("given out"))
    return disclosure


def _words(case: Case, laws: Sequence[str], at: datetime) -> Words:
    cited = ", ".join(secrecy.section(law) for law in laws)
    return Words(
        lang="sv",
        title=_("Case %(number)s") % {"number": case.number},
        municipality=settings.MUNICIPALITY,
        given_out=_("Given out on %(day)s on a request for public records.")
        % {"day": f"{timezone.localtime(at):%Y-%m-%d}"},
        masked=_("masked"),
        about_masks=_("What is masked is kept back by %(laws)s.") % {"laws": cited}
        if cited
        else "",
        page=_("Page"),
    )
