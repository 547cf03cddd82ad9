"""The queue for operators."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_GET, require_POST

from hundra.core.accounts.web import UserRequest
from hundra.core.jobs import queries, rules, services
from hundra.core.jobs.errors import JobHasGoneOnError
from hundra.core.jobs.states import TONES, JobState
from hundra.core.jobs.tables import JobTable, state
from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer


@requires(rules.may_see_jobs)
@require_GET
def jobs(request: UserRequest) -> HttpResponse:
    table = JobTable(request, queries.jobs())
    return answer(request, "jobs/jobs.html", table=table, context={"overview": queries.overview()})


@requires(rules.may_see_jobs)
@require_GET
@cache_control(private=True, no_cache=True)
@conditional_page
def overview(request: UserRequest) -> HttpResponse:
    """The part of the page that keeps itself up to date; 304 while nothing has changed."""
    return render(request, "jobs/overview.html", {"overview": queries.overview()})


@requires(rules.may_open_jobs)
@require_GET
def job(request: UserRequest, number: int) -> HttpResponse:
    record = get_object_or_404(queries.jobs(), pk=number)
    context = {
        "job": record,
        "state": state(record),
        "tone": TONES[state(record)],
        "arguments": json.dumps(record.args, ensure_ascii=False, indent=2),
        "failures": queries.failures_of(number),
        "may_try_again": state(record) == JobState.FAILED,
        "may_cancel": state(record) == JobState.TODO,
    }
    return render(request, "jobs/job.html", context)


@requires(rules.may_open_jobs)
@require_POST
def try_again(request: UserRequest, number: int) -> HttpResponse:
    return _act(request, number, services.try_again, _("The job is queued again."))


@requires(rules.may_open_jobs)
@require_POST
def cancel(request: UserRequest, number: int) -> HttpResponse:
    return _act(request, number, services.cancel, _("The job is cancelled."))


def _act(
    request: UserRequest, number: int, service: Callable[[int], None], done: str
) -> HttpResponse:
    get_object_or_404(queries.jobs(), pk=number)
    try:
        service(number)
    except JobHasGoneOnError:
        messages.warning(request, _("The job has gone on meanwhile. This is how it is now."))
    else:
        messages.success(request, done)
    return redirect("job", number=number)
