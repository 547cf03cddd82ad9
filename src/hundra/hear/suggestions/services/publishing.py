"""Showing a suggestion to others, once someone has looked at it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.queries import names_in
from hundra.engines.text import Finding, find_personal_data
from hundra.hear.suggestions.errors import (
    InvalidTextError,
    NotPossibleNowError,
    PersonalDataLeftError,
)
from hundra.hear.suggestions.models import EntryKind, Suggestion, SuggestionState
from hundra.hear.suggestions.services.stepping import (
    add_entry,
    add_step,
    lock,
    save,
    within,
    written,
)


def personal_data_in(*texts: str) -> list[Finding]:
    """What may be personal data in the texts, read as one with line breaks between."""
    text = "\n".join(texts)
    return find_personal_data(text, names=names_in(text))


@transaction.atomic
def publish(
    *,
    suggestion: Suggestion,
    by: User | None,
    title: str,
    text: str,
    place: str = "",
    show_picture: bool = False,
    picture_alt: str = "",
    inside_only: bool = False,
    override_note: str = "",
    seen: int | None = None,
) -> Suggestion:
    """Shows the title and text given, to all or (`inside_only`) to everyone signed in.

    Also for changing what is published. Raises PersonalDataLeftError while the texts hold what
    may be personal data, unless `override_note` says why that may be shown; it is kept as a
    note.
    """
    title = written(title, missing=_("Give it a title."), longest=150)
    text = written(text, missing=_("Write the text to show."))
    place, picture_alt = within(place, 200), within(picture_alt, 300)
    suggestion = lock(suggestion, seen=seen)
    if suggestion.state == SuggestionState.JOINED:
        raise NotPossibleNowError(
            _("It has been joined with another suggestion. Publish that one instead.")
        )
    show_picture = show_picture and bool(suggestion.picture)
    if show_picture and not picture_alt:
        raise InvalidTextError(
            _("Describe the picture in a few words, for those who cannot see it.")
        )
    _look_for_personal_data(suggestion, (title, text, place, picture_alt), override_note, by)
    first_time = suggestion.published_at is None
    suggestion.public_title = title
    suggestion.public_text = text
    suggestion.public_place = place
    suggestion.show_picture = show_picture
    suggestion.picture_alt = picture_alt
    suggestion.inside_only = inside_only
    suggestion.published_at = suggestion.published_at or timezone.now()
    suggestion.published_by = by
    save(
        suggestion,
        "public_title",
        "public_text",
        "public_place",
        "show_picture",
        "picture_alt",
        "inside_only",
        "published_at",
        "published_by",
    )
    if first_time:
        add_step(suggestion, "published_inside" if inside_only else "published", by)
    return suggestion


def _look_for_personal_data(
    suggestion: Suggestion, texts: tuple[str, ...], override_note: str, by: User | None
) -> None:
    findings = personal_data_in(*texts)
    if not findings:
        return
    if not override_note.strip():
        raise PersonalDataLeftError(
            _(
                "The text may hold personal data. Take it away, or write why it may be shown:"
                " %(found)s."
            )
            % {"found": ", ".join(f"“{finding.text}”" for finding in findings[:5])},
            findings,
        )
    found = ", ".join(finding.text for finding in findings)
    reason = _("Published although marked (%(found)s): %(note)s") % {
        "found": found,
        "note": override_note.strip(),
    }
    add_entry(suggestion, EntryKind.NOTE, within(reason, 4000), by)


@transaction.atomic
def unpublish(*, suggestion: Suggestion, by: User | None, seen: int | None = None) -> Suggestion:
    """Takes it away from the lists again. The title and text written stay for the next time."""
    suggestion = lock(suggestion, seen=seen)
    if suggestion.published_at is None:
        raise NotPossibleNowError(_("The suggestion is not published."))
    suggestion.published_at = suggestion.published_by = None
    save(suggestion, "published_at", "published_by")
    add_step(suggestion, "unpublished", by)
    return suggestion
