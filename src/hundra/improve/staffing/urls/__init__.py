"""Addresses of hundra.improve.staffing."""

from hundra.improve.staffing.urls import day, holidays, illness, mine, planning, setup

urlpatterns = [
    *day.urlpatterns,
    *illness.urlpatterns,
    *holidays.urlpatterns,
    *planning.urlpatterns,
    *setup.urlpatterns,
    *mine.urlpatterns,
]
