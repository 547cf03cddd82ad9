"""The queue as a list."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from hundra.core.jobs.queries import queue_names
from hundra.core.jobs.states import TONES, JobState
from hundra.core.ui.tables import Column, Filter, Table


def state(job: ProcrastinateJob) -> JobState:
    return JobState(job.status)


def _page(job: ProcrastinateJob) -> str:
    return reverse("job", kwargs={"number": job.pk})


class JobTable(Table):
    caption = _("Jobs")
    columns = [
        Column("task_name", _("Task"), sort=True, link=_page),
        Column(
            "status",
            _("State"),
            sort=True,
            value=lambda job: state(job).label,
            tone=lambda job: TONES[state(job)],
        ),
        Column("queue", _("Queue"), sort=True),
        Column("queued_at", _("Queued at"), sort="pk"),
        Column("scheduled_at", _("Not before"), sort=True),
        Column("attempts", _("Tries"), sort=True, numeric=True),
        Column("error", _("Error"), wide=True),
    ]
    search_in = ["task_name__icontains"]
    search_label = _("Task")
    filters = [
        Filter("state", _("State"), JobState.choices, lookup="status"),
        Filter("queue", _("Queue"), queue_names, lookup="queue_name"),
    ]
    order = "-queued_at"
    file_name = _("jobs")
    empty_title = _("Nothing here")
    empty_text = _("No job matches.")
    empty_icon = "list-checks"
