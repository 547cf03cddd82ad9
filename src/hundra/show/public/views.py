"""The public pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hundra.core.ui.access import open_to_all


@open_to_all
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "public/home.html")
