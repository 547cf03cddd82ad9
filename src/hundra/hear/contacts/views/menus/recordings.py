"""What people have recorded for the menu."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.ui.access import requires
from hundra.hear.contacts import rules
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.forms.menus import RecordingForm
from hundra.hear.contacts.models import Recording
from hundra.hear.contacts.queries import menus as queries
from hundra.hear.contacts.queries.spoken import Spoken
from hundra.hear.contacts.services import menus as services
from hundra.hear.contacts.views.menus.pages import INVALID, desk_or_404, show


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def recordings(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = RecordingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("file")
        data = file.read(services.MAX_SOUND_BYTES + 1)
        try:
            services.add_recording(desk=desk, data=data, **given)
        except ContactsError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The recording is saved. Choose it at a step."))
            return redirect("phone_menu_recordings", slug=slug)
    context = {
        "form": form,
        "recordings": queries.recordings(desk),
        "played": queries.recordings_played(desk),
    }
    status = INVALID if form.errors else 200
    return show(request, "recordings", desk, "recordings", status=status, **context)


@requires(rules.is_configurer)
@require_safe
def play(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The sound itself, as what its first bytes said it is and nothing else."""
    recording = get_object_or_404(Recording, pk=pk, desk=desk_or_404(request, slug))
    media_type = Spoken("", recording).media_type
    headers = {"Cache-Control": "private, max-age=600"}
    return FileResponse(recording.file.open("rb"), content_type=media_type, headers=headers)


@requires(rules.is_configurer)
@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    recording = get_object_or_404(Recording, pk=pk, desk=desk_or_404(request, slug))
    try:
        services.remove_recording(recording=recording)
    except ContactsError as error:
        messages.error(request, str(error))
    return redirect("phone_menu_recordings", slug=slug)
