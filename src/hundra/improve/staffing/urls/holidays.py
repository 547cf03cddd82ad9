"""Where summer holidays are planned."""

from django.urls import URLPattern, path

from hundra.improve.staffing.urls.planning import DESK, PERIOD
from hundra.improve.staffing.views.holidays import deciding, needs, planning

SUMMER = f"{PERIOD}semester/"
PERSON = f"{SUMMER}<int:person>/"

urlpatterns: list[URLPattern] = [
    path(f"{DESK}semester/ny/", planning.new, name="staffing_summer_new"),
    path(SUMMER, deciding.table, name="staffing_summer_table"),
    path(f"{SUMMER}framsteg/", planning.progress, name="staffing_summer_progress"),
    path(f"{SUMMER}gor/<slug:what>/", planning.act, name="staffing_summer_act"),
    path(f"{SUMMER}behov/", needs.needs, name="staffing_summer_needs"),
    path(f"{SUMMER}behov/kompetens/", needs.skill, name="staffing_summer_skill"),
    path(PERSON, deciding.person, name="staffing_summer_person"),
    path(f"{PERSON}prova/", deciding.try_weeks, name="staffing_summer_try"),
    path(f"{PERSON}villkor/", deciding.terms, name="staffing_summer_terms"),
    path(f"{PERSON}slapp/", deciding.release, name="staffing_summer_release"),
]
