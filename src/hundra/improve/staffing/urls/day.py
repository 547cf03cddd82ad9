"""Where the day is followed."""

from django.urls import URLPattern, path

from hundra.improve.staffing.urls.planning import BASE, DESK
from hundra.improve.staffing.views import day

MOVE = f"{BASE}flytt/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{BASE}idag/", day.today, name="staffing_days"),
    path(f"{DESK}idag/", day.day, name="staffing_today"),
    path(f"{DESK}idag/flytta/", day.move_new, name="staffing_move_new"),
    path(MOVE, day.move, name="staffing_move"),
    path(f"{MOVE}framsteg/", day.move_progress, name="staffing_move_progress"),
    path(f"{MOVE}avgor/", day.move_settle, name="staffing_move_settle"),
]
