"""Files that came with letters: downloads only, never shown at our address."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from hundra.core.ui.access import requires
from hundra.hear.contacts import rules
from hundra.hear.contacts.queries import letters as queries
from hundra.hear.contacts.queries import record as records


@requires(rules.may_see_contacts_somewhere)
@require_safe
def enclosure(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Whoever may read the letters may fetch the file. What kind it is, the sender says and we
    do not believe: it goes out as bytes, in a page that may do nothing."""
    found = queries.enclosure(pk)
    if found is None or not rules.may_see(request.user, found.letter.contact):
        raise Http404
    contact = records.contact_by_key(found.letter.contact_id)
    if contact is None or records.record(contact, request.user).is_hidden:
        raise Http404
    try:
        opened = found.file.open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    response = FileResponse(opened, content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=found.name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Length"] = str(found.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
