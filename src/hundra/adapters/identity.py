"""Who someone is: the organisation's employees, and sign-in through the employer (OIDC, SAML)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import render

from hundra.core.accounts import services
from hundra.core.accounts.directory import Employee, directory
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Person
from hundra.core.organisation.queries import current_employments, unit_choices

# OIDC Sweden's attribute specification, 1.0: https://www.oidc.se/specifications/
SWEDISH = "https://id.oidc.se/claim/"
ORGANISATION_NUMBER = SWEDISH + "orgNumber"
ORGANISATION_AFFILIATION = SWEDISH + "orgAffiliation"  # "employee@organisation number"
# What we keep of an answer. Personal identity numbers and the like are never stored.
KEPT_CLAIMS = frozenset({"iss", "sub", "email", "name"})


class OrganisationDirectory:
    """What core.accounts needs to know of core.organisation."""

    def employee(self, *, email: str = "", number: str = "") -> Employee | None:
        asked = Q(number=number) if number else Q(email__iexact=email)
        if not (number or email):
            return None
        found = list(
            Person.objects.filter(asked, employments__in=current_employments()).distinct()[:2]
        )
        if len(found) != 1:
            return None
        (person,) = found
        return Employee(
            number=person.number, name=str(person), email=person.email, user_id=person.user_id
        )

    def link(self, employee: Employee, user: User) -> None:
        for person in Person.objects.filter(number=employee.number, user=None):
            person.user = user
            person.save(update_fields=["user"])

    def workplaces(self, user: User) -> list[str]:
        employments = current_employments().filter(person__user=user)
        return list(employments.values_list("unit__path", flat=True))

    def unit_choices(self, paths: Sequence[str]) -> list[tuple[int | str, str]]:
        return unit_choices(paths=paths)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What a sign-in service says about someone."""

    email: str
    email_verified: bool
    employee_number: str
    organisation_number: str


def identity_of(claims: Mapping[str, Any]) -> Identity:
    """Reads standard claims and OIDC Sweden's. Missing ones become empty."""
    employee, _at, organisation = str(claims.get(ORGANISATION_AFFILIATION) or "").partition("@")
    return Identity(
        email=str(claims.get("email") or "").strip().lower(),
        email_verified=claims.get("email_verified") in {True, "true"},
        employee_number=employee,
        organisation_number=str(claims.get(ORGANISATION_NUMBER) or organisation),
    )


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The first sign-in through the employer finds the employee; nobody else gets in.

    An employee is found by number where the service tells it for our organisation, else by an
    address that the service has verified, or answers for by settings.TRUST_EMPLOYER_EMAIL.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        identity = identity_of(_claims(sociallogin))
        sociallogin.account.extra_data = _kept(sociallogin.account.extra_data)
        if not _is_ours(identity):
            raise _unknown(request)
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        user = _user_of(identity)
        if user is None:
            raise _unknown(request)
        sociallogin.connect(request, user)


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    data = sociallogin.account.extra_data
    if "id_token" in data or "userinfo" in data:
        return {**data.get("id_token", {}), **data.get("userinfo", {})}
    # SAML: lists of values under the names that the provider's mapping has told apart.
    flat = {
        name: values[0] if isinstance(values, list) and values else values
        for name, values in data.items()
    }
    return {**flat, "email": sociallogin.user.email, "email_verified": None}


def _kept(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _kept(value) if isinstance(value, dict) else value
        for name, value in data.items()
        if name in KEPT_CLAIMS or (name in {"id_token", "userinfo"} and isinstance(value, dict))
    }


def _is_ours(identity: Identity) -> bool:
    """Without a number of our own in the settings, the service is trusted to sign in ours only."""
    ours = settings.ORGANISATION_NUMBER.replace("-", "")
    return not ours or identity.organisation_number.replace("-", "") == ours


def _user_of(identity: Identity) -> User | None:
    by_number = identity.employee_number if settings.ORGANISATION_NUMBER else ""
    vouched = identity.email_verified or settings.TRUST_EMPLOYER_EMAIL
    email = identity.email if vouched else ""
    known = directory()
    employee = known.employee(number=by_number) if by_number else None
    employee = employee or known.employee(email=email)
    if employee is not None and employee.email:
        return services.account_for(employee)
    # Users without employment here, such as consultants, have been invited by an administrator.
    return User.objects.filter(email=email).first() if email else None


def _unknown(request: HttpRequest) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(render(request, "accounts/not_known.html", status=403))
