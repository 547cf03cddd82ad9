"""Addresses of hundra.improve.staffing."""

from hundra.improve.staffing.urls import mine, planning

urlpatterns = [*planning.urlpatterns, *mine.urlpatterns]
