"""The letters of the public site, each in its reader's language, queued in the outbox."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hundra.core.messages import services as outbox
from hundra.core.messages.services import Draft
from hundra.core.ui.publishing import absolute
from hundra.improve.improvements.announcements import Occasion
from hundra.improve.improvements.models import Improvement
from hundra.show.public.models import AccessibilityReport, Subscription
from hundra.show.public.presenting import page_path


def ask_to_confirm(subscription: Subscription) -> None:
    """At most once a day to the same address, so nobody can be flooded."""
    with translation.override(subscription.language):
        link = absolute(reverse("public_follow_confirm", kwargs={"secret": subscription.secret}))
        if subscription.confirmed_at is None:
            subject = _("Confirm that you want to follow our improvements")
            text = _(
                "Someone, probably you, wants this address to get a mail when an improvement in"
                " %(place)s gets its stamp and when it is delivered.\n\n"
                "Confirm here: %(link)s\n\n"
                "If it was not you, do nothing, and we forget the address within a week."
            ) % {"place": settings.MUNICIPALITY, "link": link}
        else:
            subject = _("You already follow our improvements")
            text = _(
                "You asked to follow the improvements in %(place)s, and you already do.\n\n"
                "Leave here: %(link)s"
            ) % {"place": settings.MUNICIPALITY, "link": leave_url(subscription)}
    state = "again" if subscription.confirmed_at else "ask"
    day = timezone.localdate().isoformat()
    outbox.send(
        to=subscription.email,
        subject=subject,
        text=text,
        purpose="public.follow",
        key=f"public.follow:{subscription.pk}:{state}:{day}",
    )


def leave_url(subscription: Subscription) -> str:
    return absolute(reverse("public_follow_leave", kwargs={"secret": subscription.secret}))


def news(
    improvement: Improvement, occasion: Occasion, subscriptions: Iterable[Subscription]
) -> list[Draft]:
    """One letter for each subscriber; the key lets each go out once, however often this is run."""
    return [_news_to(subscription, improvement, occasion) for subscription in subscriptions]


def _news_to(subscription: Subscription, improvement: Improvement, occasion: Occasion) -> Draft:
    with translation.override(subscription.language):
        values = {"number": improvement.number, "title": improvement.title}
        if occasion is Occasion.STAMPED:
            subject = _("Improvement %(number)d: %(title)s") % values
            opening = _("A new improvement has got its stamp.")
        else:
            subject = _("Delivered: improvement %(number)d, %(title)s") % values
            opening = _("An improvement is in place.")
        leave = leave_url(subscription)
        paragraphs = [
            opening,
            f"{improvement.number}. {improvement.title}",
            improvement.summary,
            _("Read more: %(link)s") % {"link": absolute(page_path(improvement))},
            _("You get this because you follow our improvements. Leave with one click: %(link)s")
            % {"link": leave},
        ]
    return Draft(
        to=subscription.email,
        subject=subject,
        text="\n\n".join(part for part in paragraphs if part),
        purpose=f"public.{occasion.value}",
        key=f"public.{occasion.value}:{improvement.pk}:{subscription.pk}",
        headers={
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def pass_on(report: AccessibilityReport) -> None:
    """To the address that the municipality's mail comes from, which someone reads."""
    with translation.override(settings.LANGUAGE_CODE):
        text = "\n\n".join(
            part
            for part in (
                report.problem,
                _("Page: %(page)s") % {"page": report.page} if report.page else "",
                _("Answer to: %(email)s") % {"email": report.email} if report.email else "",
            )
            if part
        )
        outbox.send(
            to=settings.DEFAULT_FROM_EMAIL.rsplit("<", 1)[-1].rstrip(">"),
            subject=_("Someone could not use a page"),
            text=text,
            purpose="public.accessibility",
        )
