"""The states of a job, as procrastinate names them, in words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    TODO = "todo", _("Waiting")
    DOING = "doing", _("Running")
    FAILED = "failed", _("Failed")
    SUCCEEDED = "succeeded", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    ABORTED = "aborted", _("Given up")


TONES = {
    JobState.TODO: "info",
    JobState.DOING: "info",
    JobState.FAILED: "danger",
    JobState.SUCCEEDED: "success",
    JobState.CANCELLED: "neutral",
    JobState.ABORTED: "warning",
}
