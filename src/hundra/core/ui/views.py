"""The work side's first page and the page of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hundra.core.ui import navigation
from hundra.core.ui.access import signed_in


@signed_in
def work(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/work_home.html", {"cards": navigation.cards(request.user)})
