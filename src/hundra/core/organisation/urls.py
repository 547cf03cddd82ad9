"""Addresses of hundra.core.organisation, under /arbete/."""

from django.urls import path

from hundra.core.organisation.views import hr, people, units

HERE = "organisation/"
UNIT = f"{HERE}enhet/<int:pk>/"
PEOPLE = f"{HERE}personer/"
PERSON = f"{PEOPLE}<int:pk>/"
FILES = f"{HERE}import/"

urlpatterns = [
    path(HERE, units.organisation, name="organisation"),
    path(f"{HERE}enhet/sok/", units.unit_search, name="unit_search"),
    path(UNIT, units.unit, name="unit"),
    path(f"{UNIT}gren/", units.branch, name="unit_branch"),
    path(f"{UNIT}ny/", units.new_unit, name="unit_new"),
    path(f"{UNIT}andra/", units.edit_unit, name="unit_edit"),
    path(f"{UNIT}flytta/", units.move_unit, name="unit_move"),
    path(f"{UNIT}avsluta/", units.end_unit, name="unit_end"),
    path(f"{UNIT}anstall/", people.hire, name="hire"),
    path(PEOPLE, people.people, name="people"),
    path(f"{PEOPLE}sok/", people.people_search, name="people_search"),
    path(f"{PEOPLE}nummer/", people.open_by_number, name="person_by_number"),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}andra/", people.edit_person, name="person_edit"),
    path(f"{PERSON}anstallning/", people.new_employment, name="employment_new"),
    path(f"{HERE}anstallning/<int:pk>/avsluta/", people.end_employment, name="employment_end"),
    path(FILES, hr.send_files, name="hr_files"),
    path(f"{FILES}<uuid:key>/", hr.upload, name="hr_upload"),
    path(f"{FILES}<uuid:key>/genomfor/", hr.carry_out, name="hr_carry_out"),
]
