"""What both shells need in every template."""

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    return {"municipality": settings.MUNICIPALITY}
