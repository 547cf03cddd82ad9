"""Addresses of hundra.improve.staffing, under /arbete/."""

import datetime as dt

from django.urls import URLPattern, path, register_converter

from hundra.improve.staffing import views


class Day:
    """A date in an address: 2027-03-01."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


register_converter(Day, "day")

PERIOD = "bemanning/period/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("bemanning/", views.desks, name="staffing"),
    path(PERIOD, views.period, name="staffing_period"),
    path(f"{PERIOD}framsteg/", views.progress, name="staffing_progress"),
    path(f"{PERIOD}gor/<slug:what>/", views.act, name="staffing_act"),
    path(f"{PERIOD}schema/", views.roster, name="staffing_roster"),
    path(f"{PERIOD}schema/<int:person>/<day:day>/", views.day, name="staffing_day"),
    path("bemanning/<slug:slug>/", views.desk, name="staffing_desk"),
    path("bemanning/<slug:slug>/prognos/", views.forecast, name="staffing_forecast"),
]
