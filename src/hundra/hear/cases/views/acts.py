"""What can be done on a case's page: each with its form, its service, and when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from hundra.hear.cases import rules, services
from hundra.hear.cases.forms import handling as forms
from hundra.hear.cases.models import UNSETTLED, Case

EVERY = ("new", "open", "suspended", "closed", "merged")
GOING = ("new", "open")


def _always(user: Any, case: Case) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Act:
    """`group` is where it stands: "write" beside the text, "first" as a button, or "more"."""

    label: Any
    done: Any
    form: type[forms.SeenForm]
    service: Callable[..., object]
    states: tuple[str, ...]
    group: str = "more"
    icon: str = ""
    shown: Callable[[Any, Case], bool] = _always

    def is_shown(self, user: Any, case: Case) -> bool:
        return case.state in self.states and self.shown(user, case)


ACTS: dict[str, Act] = {
    "ta": Act(
        label=_("Take the case"),
        done=_("The case is yours."),
        form=forms.TakeForm,
        service=services.take,
        states=UNSETTLED,
        group="first",
        icon="hand",
        shown=lambda user, case: case.handler_id != user.pk,
    ),
    "uppta": Act(
        label=_("Take it up again"),
        done=_("The case is under way again."),
        form=forms.TakeForm,
        service=services.resume,
        states=("suspended",),
        group="first",
        icon="play",
    ),
    "avsluta": Act(
        label=_("Answer and close"),
        done=_("The case is closed, and the citizen has been told."),
        form=forms.AnswerForm,
        service=services.close,
        states=UNSETTLED,
        group="write",
        icon="check",
    ),
    "skriv": Act(
        label=_("Write to the citizen"),
        done=_("The message stands on the citizen's page."),
        form=forms.MessageForm,
        service=services.message,
        states=("new", "open", "suspended", "closed"),
        group="write",
        icon="send",
    ),
    "anteckna": Act(
        label=_("Write a note"),
        done=_("The note is saved."),
        form=forms.NoteForm,
        service=services.note,
        states=EVERY,
        group="write",
        icon="sticky-note",
    ),
    "vanta": Act(
        label=_("Put on hold"),
        done=_("The case waits, and the promise has moved."),
        form=forms.SuspendForm,
        service=services.suspend,
        states=GOING,
        icon="pause",
    ),
    "handlaggare": Act(
        label=_("Give to a handler"),
        done=_("The handler has the case."),
        form=forms.AssignForm,
        service=services.assign,
        states=UNSETTLED,
        icon="user-round",
    ),
    "overlamna": Act(
        label=_("Hand on to another unit"),
        done=_("The other unit has the case."),
        form=forms.HandOnForm,
        service=services.hand_on,
        states=UNSETTLED,
        icon="corner-up-right",
    ),
    "lova": Act(
        label=_("Promise a new time"),
        done=_("The citizen has been told the new time."),
        form=forms.PromiseForm,
        service=services.promise_anew,
        states=GOING,
        icon="clock",
    ),
    "ratta": Act(
        label=_("Correct what it is about"),
        done=_("The case is corrected."),
        form=forms.CorrectForm,
        service=services.correct,
        states=UNSETTLED,
        icon="pencil",
    ),
    "oppna": Act(
        label=_("Open again"),
        done=_("The case is open again."),
        form=forms.CauseForm,
        service=services.reopen,
        states=("closed",),
        icon="rotate-ccw",
    ),
    "forena": Act(
        label=_("Merge into another case"),
        done=_("The case goes on in the other."),
        form=forms.MergeForm,
        service=services.merge,
        states=UNSETTLED,
        icon="merge",
    ),
    "skilj": Act(
        label=_("Separate from the other case"),
        done=_("The case goes on by itself."),
        form=forms.CauseForm,
        service=services.separate,
        states=("merged",),
        icon="split",
    ),
    "lanka": Act(
        label=_("Link with another case"),
        done=_("The cases are linked."),
        form=forms.OtherForm,
        service=services.link,
        states=EVERY,
        icon="link",
    ),
    "avlanka": Act(
        label=_("Remove a link"),
        done=_("The link is removed."),
        form=forms.OtherForm,
        service=services.unlink,
        states=EVERY,
        group="hidden",
    ),
    "sekretess": Act(
        label=_("Make confidential"),
        done=_("The case is confidential."),
        form=forms.CauseForm,
        service=services.make_confidential,
        states=("new", "open", "suspended", "closed"),
        icon="lock",
        shown=lambda user, case: not case.is_confidential,
    ),
    "oppen": Act(
        label=_("No longer confidential"),
        done=_("The case is no longer confidential."),
        form=forms.CauseForm,
        service=services.make_plain,
        states=("new", "open", "suspended", "closed"),
        icon="lock-open",
        shown=lambda user, case: case.is_confidential and rules.may_lift_secrecy(user, case),
    ),
}
