"""Where planners plan: /arbete/bemanning/."""

from django.urls import URLPattern, path

import hundra.improve.staffing.urls.converters  # noqa: F401 - registers the converter "day".
from hundra.improve.staffing.views import forecasting, planning, roster

BASE = "arbete/bemanning/"
PERIOD = f"{BASE}period/<int:pk>/"
DESK = f"{BASE}<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(BASE, planning.desks, name="staffing"),
    path(PERIOD, planning.period, name="staffing_period"),
    path(f"{PERIOD}framsteg/", planning.progress, name="staffing_progress"),
    path(f"{PERIOD}gor/<slug:what>/", planning.act, name="staffing_act"),
    path(f"{PERIOD}hur-det-haller/", forecasting.simulation, name="staffing_simulation"),
    path(f"{PERIOD}schema/", roster.roster, name="staffing_roster"),
    path(f"{PERIOD}schema/<int:person>/<day:day>/", roster.day, name="staffing_day"),
    path(f"{PERIOD}schema/<int:person>/<day:day>/flytta/", roster.move, name="staffing_shift_move"),
    path(DESK, planning.desk, name="staffing_desk"),
    path(f"{DESK}prognos/", forecasting.forecast, name="staffing_forecast"),
]
