"""Every write of the public site: following by mail, and reports on accessibility."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.improve.improvements.announcements import Occasion
from hundra.improve.improvements.models import Improvement
from hundra.show.public import mails
from hundra.show.public.models import AccessibilityReport, Subscription

UNCONFIRMED_DAYS = 7
REPORT_DAYS = 365


@transaction.atomic
def follow(*, email: str, language: str, by: User | None = None) -> None:
    """Asks the address to confirm. The answer is the same whether it already follows or not,
    so nobody can find out who does; who already does gets a mail that says so."""
    address = email.strip().lower()
    subscription, _made = Subscription.objects.select_for_update().get_or_create(
        email=address, defaults={"language": language}
    )
    if subscription.confirmed_at is None and subscription.language != language:
        subscription.language = language
        subscription.save(update_fields=["language"])
    mails.ask_to_confirm(subscription)


@transaction.atomic
def confirm(*, subscription: Subscription, by: User | None = None) -> Subscription:
    """From now on the address gets mail. Twice makes no difference."""
    if subscription.confirmed_at is None:
        subscription.confirmed_at = timezone.now()
        subscription.save(update_fields=["confirmed_at"])
    return subscription


@transaction.atomic
def leave(*, subscription: Subscription, by: User | None = None) -> None:
    """Forgets the address at once."""
    subscription.delete()


def announce(improvement: Improvement, occasion: Occasion) -> None:
    """Tells followers, in the background, in the same transaction as the step itself."""
    from hundra.show.public.jobs import tell_followers

    tell_followers.defer(improvement=improvement.pk, occasion=occasion.value)


@transaction.atomic
def report_accessibility(
    *, problem: str, page: str = "", email: str = "", by: User | None = None
) -> AccessibilityReport:
    """Keeps the report and mails it to the municipality."""
    report = AccessibilityReport.objects.create(problem=problem, page=page, email=email)
    mails.pass_on(report)
    return report


@transaction.atomic
def forget_old(*, now: datetime | None = None) -> int:
    """Removes addresses that were never confirmed, and reports of long ago."""
    now = now or timezone.now()
    unconfirmed = Subscription.objects.filter(
        confirmed_at=None, created_at__lt=now - timedelta(days=UNCONFIRMED_DAYS)
    )
    reports = AccessibilityReport.objects.filter(received_at__lt=now - timedelta(days=REPORT_DAYS))
    return unconfirmed.delete()[0] + reports.delete()[0]
