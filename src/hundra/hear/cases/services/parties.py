"""Who gets in touch, found again by what they have told."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.messages.phones import normalised
from hundra.engines.text import plain_text
from hundra.hear.cases.errors import InvalidPartyError
from hundra.hear.cases.models import Party

LONGEST_NAME = 120
LONGEST_EMAIL = 254


@transaction.atomic
def find_or_make(
    *,
    phone: str = "",
    email: str = "",
    name: str = "",
    language: str = "",
    user: User | None = None,
) -> Party:
    """The party that has told this before, or a new one. Two at once get the same one.

    The user counts first, then the address, then the number. A found party gets a name and a
    language if it has none, but never a new address or number: whoever knows somebody's number
    could otherwise have that person's letters sent to themselves. What is not yet known makes a
    party of its own; guides who have asked complete one with `complete`.
    Raises InvalidPartyError.
    """
    phone, email = _phone(phone), _email(email)
    name = " ".join(plain_text(name).split())[:LONGEST_NAME]
    if user is not None:
        party, _made = Party.objects.get_or_create(
            user=user, defaults={"name": str(user)[:LONGEST_NAME], "language": language}
        )
        return _filled(party, name, language)
    if email:
        free = phone if phone and not Party.objects.filter(phone=phone).exists() else ""
        return _by("email", email, phone=free, name=name, language=language)
    if phone:
        return _by("phone", phone, name=name, language=language)
    return Party.objects.create(name=name, language=language)


def _by(field: str, value: str, **more: str) -> Party:
    """Unique constraints decide between two at once: the later finds what the earlier made."""
    party = Party.objects.filter(**{field: value}).first()
    if party is None:
        party = _made(field, value, more)
    return _filled(party, more["name"], more["language"])


def _made(field: str, value: str, more: dict[str, str]) -> Party:
    from django.db import IntegrityError

    for given in (more, {**more, "phone": ""} if field == "email" else more):
        try:
            with transaction.atomic():
                return Party.objects.create(**{**given, field: value})
        except IntegrityError:
            found = Party.objects.filter(**{field: value}).first()
            if found is not None:
                return found
    return Party.objects.get(**{field: value})


def _filled(party: Party, name: str, language: str) -> Party:
    new = {"name": name if not party.name else "", "language": "" if party.language else language}
    changed = {field: value for field, value in new.items() if value}
    if changed:
        for field, value in changed.items():
            setattr(party, field, value)
        party.save(update_fields=list(changed))
    return party


@transaction.atomic
def complete(
    *, party: Party, by: User, phone: str = "", email: str = "", name: str = "", language: str = ""
) -> Party:
    """Writes what the party has told a guide or handler, who has made sure that it is they.

    Empty values leave what is known. Raises InvalidPartyError, also when another party already
    has the number or address.
    """
    party = Party.objects.select_for_update().get(pk=party.pk)
    given = {
        "phone": _phone(phone),
        "email": _email(email),
        "name": " ".join(plain_text(name).split())[:LONGEST_NAME],
        "language": language,
    }
    changed = {field: value for field, value in given.items() if value}
    for field in {"phone", "email"} & set(changed):
        if Party.objects.filter(**{field: changed[field]}).exclude(pk=party.pk).exists():
            raise InvalidPartyError(_("Someone else is already registered with that."))
    for field, value in changed.items():
        setattr(party, field, value)
    if changed:
        party.save(update_fields=list(changed))
    return party


def _phone(text: str) -> str:
    if not text.strip():
        return ""
    number = normalised(text)
    if not number:
        raise InvalidPartyError(
            _("That does not look like a telephone number. Example: 070-123 45 67")
        )
    return number


def _email(text: str) -> str:
    address = text.strip().lower()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if not address or len(address) > LONGEST_EMAIL:
        raise InvalidPartyError(
            _("That does not look like an e-mail address. Example: name@example.se")
        )
    return address
