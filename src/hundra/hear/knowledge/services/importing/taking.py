"""One article, or one of its language versions, taken in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.hear.knowledge import rules
from hundra.hear.knowledge.errors import InvalidError, NotPossibleError, NotYoursError
from hundra.hear.knowledge.exchange import ArticleFile
from hundra.hear.knowledge.exchange.archive import Package
from hundra.hear.knowledge.exchange.sending import IN_PACKAGE, Sent, rewrite
from hundra.hear.knowledge.languages import LANGUAGES
from hundra.hear.knowledge.models import Article, Revision, RevisionState, Translation
from hundra.hear.knowledge.services.approving import publish
from hundra.hear.knowledge.services.drafting import (
    IN_WORK,
    begin_translation,
    create_article,
    save_draft,
    wording_of,
)
from hundra.hear.knowledge.services.importing.enclosures import Enclosures, Leads
from hundra.hear.knowledge.services.importing.places import Place, Places
from hundra.hear.knowledge.services.importing.report import Outcome
from hundra.hear.knowledge.services.keeping import (
    OUT_OF_SIGHT_AFTER,
    Details,
    edit_details,
    write_details,
)
from hundra.hear.knowledge.wording import LONGEST_KEYWORD, Wording, lacks

LONGEST = {"title": 120, "short_answer": 400, "spoken_answer": 1500, "body": 40_000}
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass
class Taken:
    """What became of the file."""

    outcome: Outcome
    notes: list[str] = field(default_factory=list)
    published: bool = False


def take_article(
    places: Places,
    package: Package,
    sent: Sent,
    place: Place,
    language: str,
    leads: Leads,
    stored: list[str],
) -> Taken:
    """An article of its own: made, changed, or found to be just so already."""
    file = _clean(sent)
    _check_language(language)
    article = places.article_at(place)
    if article is not None:
        _check_may_edit(places, article)
    details = _details(places, place, file, article)
    if article is None:
        first = replace(file.wording(), body=rewrite(file.body, _words))
        article = create_article(by=places.by, details=details, wording=first, language=language)
        outcome = Outcome.NEW
    elif article.original_language != language:
        raise InvalidError(
            _("The article is there in another language. Write original: and its address.")
        )
    else:
        outcome = _change_details(places, article, details)
    translation = Translation.objects.get(article=article, language=language)
    fitted = _Fitting(places, package, sent, file, leads, stored)
    return fitted.into(translation, outcome)


def take_translation(
    places: Places,
    package: Package,
    sent: Sent,
    place: Place,
    language: str,
    leads: Leads,
    stored: list[str],
) -> Taken:
    """A version in another language of an article that is there."""
    file = _clean(sent)
    _check_language(language)
    article = places.article_at(place)
    if article is None:
        raise InvalidError(
            _("The article %(slug)s that this belongs to is not there. Send it too.")
            % {"slug": place.slug}
        )
    _check_may_edit(places, article)
    if article.original_language == language:
        raise InvalidError(_("Write which language the version is in, as language: or språk:."))
    translation = Translation.objects.filter(article=article, language=language).first()
    outcome = Outcome.UNCHANGED
    if translation is None:
        outcome = Outcome.NEW
        first = replace(file.wording(), body=rewrite(file.body, _words))
        translation = begin_translation(
            by=places.by, article=article, language=language, wording=first
        )
    return _Fitting(places, package, sent, file, leads, stored).into(translation, outcome)


@dataclass
class _Fitting:
    """The wording of a file put into a language version, if it says anything new."""

    places: Places
    package: Package
    sent: Sent
    file: ArticleFile
    leads: Leads
    stored: list[str]

    def into(self, translation: Translation, outcome: Outcome) -> Taken:
        enclosures = Enclosures(
            by=self.places.by,
            article=translation.article,
            package=self.package,
            path=self.sent.path,
            leads=self.leads,
            stored=self.stored,
            notes=self._first_notes(),
        )
        body, attachments = enclosures.fit(self.file)
        wording = replace(self.file, body=body).wording(
            attachments=attachments, films=self._films(enclosures.notes)
        )
        revision = _saying(translation, wording)
        if revision is None:
            self._check_nobody_writes(translation)
            revision = save_draft(by=self.places.by, translation=translation, wording=wording)
            outcome = Outcome.CHANGED if outcome == Outcome.UNCHANGED else outcome
        taken = Taken(outcome, enclosures.notes)
        if self._is_to_be_published(revision, taken):
            _publish(revision, self.file)
            taken.published = True
            taken.outcome = Outcome.CHANGED if taken.outcome == Outcome.UNCHANGED else taken.outcome
        return taken

    def _check_nobody_writes(self, translation: Translation) -> None:
        """A file never writes over what a colleague has begun."""
        draft = translation.revisions.filter(state__in=IN_WORK).first()
        own = self.places.by.pk if self.places.by else None
        if draft is not None and draft.written_by_id != own:
            raise NotPossibleError(
                _("%(who)s has a draft of the article. Publish or discard it first.")
                % {"who": draft.written_by or _("Somebody")}
            )

    def _first_notes(self) -> list[str]:
        unknown = [key[:40] for key in self.file.unknown]
        if not unknown:
            return []
        return [
            _("Passed over, as it means nothing here: %(keys)s.") % {"keys": ", ".join(unknown)}
        ]

    def _films(self, notes: list[str]) -> list[int]:
        known = self.places.films
        notes += [
            _("There is no film “%(film)s”.") % {"film": slug}
            for slug in self.file.films
            if slug not in known
        ]
        return sorted(known[slug] for slug in self.file.films if slug in known)

    def _is_to_be_published(self, revision: Revision, taken: Taken) -> bool:
        if not self.places.options.publish or self.file.status in {"draft", "withdrawn"}:
            return False
        if revision.state == RevisionState.PUBLISHED:
            return False
        missing = lacks(wording_of(revision))
        taken.notes += [_("Stays a draft. %(why)s") % {"why": each} for each in missing[:1]]
        return not missing


def _details(places: Places, place: Place, file: ArticleFile, article: Article | None) -> Details:
    if file.expires_on and not file.review_on and (article is None or article.review_on is None):
        raise InvalidError(
            _("Write also when the article is to be looked through, as review_on: or ses över:.")
        )
    return Details(
        topic=article.topic if article else place.topic,
        slug=article.slug if article else place.slug,
        audience=places.audience_of(file, article),
        owner_unit=places.unit_of(file, article),
        responsible=article.responsible if article else None,
        reasons=places.reasons_of(file, article),
        review_on=file.review_on or (article.review_on if article else None),
        expires_on=file.expires_on or (article.expires_on if article else None),
    )


def _change_details(places: Places, article: Article, details: Details) -> Outcome:
    same = (
        details.audience in {article.audience, article.wanted_audience}
        and details.owner_unit == article.owner_unit
        and {one.pk for one in details.reasons} == set(article.reasons.values_list("pk", flat=True))
        and (details.review_on, details.expires_on) == (article.review_on, article.expires_on)
    )
    if same:
        return Outcome.UNCHANGED
    if places.by is not None:
        edit_details(by=places.by, article=article, details=details)
    else:
        write_details(article, details, by=None)
    return Outcome.CHANGED


def _check_may_edit(places: Places, article: Article) -> None:
    if places.by is not None and not rules.may_edit(places.by, article):
        raise NotYoursError(
            _("You are not an editor at %(unit)s. Ask somebody who is.")
            % {"unit": article.owner_unit}
        )


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise InvalidError(
            _("“%(language)s” is no language that we know. Write a code such as sv, en or ar.")
            % {"language": language[:20]}
        )


def _clean(sent: Sent) -> ArticleFile:
    """The file without signs that no text holds. Raises InvalidError for what is too long."""
    file = sent.article
    if file is None:
        raise InvalidError(sent.fault)
    changes: dict[str, Any] = {name: _UNSEEN.sub("", getattr(file, name)) for name in LONGEST}
    for name in ("steps", "keywords", "reasons"):
        changes[name] = tuple(_UNSEEN.sub("", each) for each in getattr(file, name))
    changes["links"] = tuple(
        replace(link, label=_UNSEEN.sub("", link.label), url=_UNSEEN.sub("", link.url))
        for link in file.links
    )
    note = _UNSEEN.sub("", file.change_note)[:200] or _("Imported")
    file = replace(file, change_note=note, **changes)
    for name, most in LONGEST.items():
        if len(getattr(file, name)) > most:
            raise InvalidError(
                _("“%(key)s” is longer than %(most)d characters. Shorten it.")
                % {"key": name, "most": most}
            )
    if any(len(word) > LONGEST_KEYWORD for word in file.keywords):
        raise InvalidError(
            _("Write each search word in at most %(most)d characters.") % {"most": LONGEST_KEYWORD}
        )
    return file


def _saying(translation: Translation, wording: Wording) -> Revision | None:
    """The draft, or what readers see, if it says just this."""
    for state in ((*IN_WORK,), (RevisionState.PUBLISHED,)):
        found = translation.revisions.filter(state__in=state).first()
        if found is not None and _plain(wording_of(found)) == _plain(wording):
            return found
    return None


def _plain(wording: Wording) -> Wording:
    """The wording as it is kept, so that equal ones compare as equal."""
    return replace(
        wording,
        body=wording.body.strip(),
        steps=tuple(step.strip() for step in wording.steps if step.strip()),
        links=tuple(wording.links),
        keywords=tuple(dict.fromkeys(word.strip() for word in wording.keywords)),
        attachments=tuple(sorted(wording.attachments)),
        films=tuple(sorted(wording.films)),
    )


def _words(reference: Any, as_written: str) -> str:
    """A reference to a file that is not taken in yet, as words alone."""
    return reference.words if reference.address.startswith(IN_PACKAGE) else as_written


def _publish(revision: Revision, file: ArticleFile) -> None:
    """Shows it without a second person: it was published where it comes from."""
    publish(revision, by=None)
    if file.review_on is None:
        return
    article = Article.objects.get(pk=revision.translation.article_id)
    if article.original_language != revision.translation.language:
        return
    article.review_on = file.review_on
    soonest = max(file.review_on, timezone.localdate()) + OUT_OF_SIGHT_AFTER
    article.expires_on = file.expires_on or max(soonest, file.review_on + timedelta(days=1))
    article.save(update_fields=["review_on", "expires_on"])
