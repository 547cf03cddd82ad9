"""Addresses of hundra.improve.staffing."""

from hundra.improve.staffing.urls import day, illness, mine, planning

urlpatterns = [
    *day.urlpatterns,
    *illness.urlpatterns,
    *planning.urlpatterns,
    *mine.urlpatterns,
]
