"""Shifts that are offered, taken and swapped."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import check, requires
from hundra.improve.staffing import own_rules
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.forms.mine import OfferForm, TakeForm
from hundra.improve.staffing.models import Swap, SwapState
from hundra.improve.staffing.queries import mine
from hundra.improve.staffing.services import swapping
from hundra.improve.staffing.views.mine.shared import crumbs, person_of


@requires(own_rules.is_in_roster)
@require_safe
def my_swaps(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    context = {
        "person": person,
        "swaps": mine.my_swaps(person, timezone.localdate()),
        "crumbs": crumbs((_("Swaps"), "")),
    }
    return render(request, "staffing/mine/swaps.html", context)


@requires(own_rules.is_in_roster)
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request)
    shift = mine.own_shift(person, pk)
    if shift is None:
        raise Http404
    form = OfferForm(list(mine.colleagues(person)), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"to": form.colleague(), "text": form.cleaned_data["text"]}
        if _done(
            form, lambda: swapping.offer(assignment=shift, by=signed_in_user(request), **given)
        ):
            messages.success(request, _("The shift is offered. It is yours until it is swapped."))
            return redirect("my_swaps")
    context = {
        "form": form,
        "shift": shift,
        "crumbs": _crumbs(_("Offer a shift")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "staffing/mine/offer.html", context, status=status)


@requires(own_rules.is_in_roster)
@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: HttpRequest, pk: int) -> HttpResponse:
    """A swap that concerns me; sent, I take the shift."""
    person, now = person_of(request), timezone.now()
    found = _swap(request, pk)
    form = None
    if own_rules.may_take(person, found):
        form = TakeForm(mine.returnable(person, found, now), request.POST or None)
    if request.method == "POST":
        check(form is not None)
        assert form is not None  # noqa: S101 - for the type checker.
        if form.is_valid() and _done(form, lambda: _taken(request, found, form)):
            return redirect("my_swap", pk=pk)
    context = {
        "swap": found,
        "person": person,
        "form": form,
        "mine": found.giver_id == person.pk,
        "can_decline": form is not None and found.taker_id == person.pk,
        "can_withdraw": found.giver_id == person.pk and found.state in swapping.OPEN,
        "crumbs": _crumbs(_("A swap")),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "staffing/mine/swap.html", context, status=status)


def _taken(request: HttpRequest, found: Swap, form: TakeForm) -> None:
    done = swapping.accept(swap=found, by=signed_in_user(request), returned=form.shift())
    if done.state == SwapState.APPROVED:
        messages.success(request, _("Swapped. The rules hold, so nobody needs to approve."))
    else:
        messages.success(request, _("You have said yes. Whoever plans the roster approves it."))


@requires(own_rules.is_in_roster)
@require_POST
def swap_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Taken back by who offers, or declined by who is asked."""
    found, user = _swap(request, pk), signed_in_user(request)
    end = swapping.withdraw if found.giver.guide.user_id == user.pk else swapping.decline
    try:
        end(swap=found, by=user)
    except StaffingError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The offer is taken away. Nothing is changed."))
    return redirect("my_swaps")


def _swap(request: HttpRequest, pk: int) -> Swap:
    """Others' swaps are not found."""
    found = mine.swap_by_key(pk)
    if found is None or not own_rules.may_see_swap(person_of(request), found):
        raise Http404
    return found


def _done(form: OfferForm | TakeForm, step: Callable[[], object]) -> bool:
    try:
        step()
    except StaffingError as problem:
        form.add_error(None, str(problem))
        return False
    return True


def _crumbs(here: str) -> list[tuple[str, str]]:
    return crumbs((_("Swaps"), reverse("my_swaps")), (here, ""))
