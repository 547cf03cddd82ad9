"""Addresses of hundra.improve.staffing."""

from hundra.improve.staffing.urls import day, illness, mine, planning, setup

urlpatterns = [
    *day.urlpatterns,
    *illness.urlpatterns,
    *planning.urlpatterns,
    *setup.urlpatterns,
    *mine.urlpatterns,
]
