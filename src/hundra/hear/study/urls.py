"""Addresses of hundra.hear.study, under /arbete/."""

from django.urls import URLPattern, path

from hundra.hear.study.views import editing, learning, numbers

EDIT = "studievagar/<int:pk>/"
STEP = f"{EDIT}steg/<int:step>/"
QUESTION = f"{STEP}fragor/<int:question>/"

urlpatterns: list[URLPattern] = [
    path("larande/", learning.paths, name="study"),
    path("larande/<slug:slug>/", learning.path, name="study_path"),
    path("larande/<slug:slug>/<int:pk>/", learning.step, name="study_step"),
    path("studievagar/", editing.paths, name="study_paths"),
    path("studievagar/ny/", editing.new_path, name="study_new"),
    path("studievagar/artiklar/", editing.articles, name="study_articles"),
    path("studievagar/enheter/", numbers.units, name="study_units"),
    path("studievagar/enheter/<int:pk>/", numbers.unit, name="study_unit"),
    path(EDIT, editing.path, name="study_edit"),
    path(f"{EDIT}uppgifter/", editing.details, name="study_details"),
    path(f"{EDIT}gor/<slug:what>/", editing.act, name="study_act"),
    path(f"{EDIT}nytt-steg/<slug:kind>/", editing.new_step, name="study_new_step"),
    path(STEP, editing.step, name="study_edit_step"),
    path(f"{STEP}gor/<slug:what>/", editing.step_act, name="study_step_act"),
    path(f"{STEP}fragor/ny/", editing.question, name="study_new_question"),
    path(QUESTION, editing.question, name="study_question"),
    path(f"{QUESTION}gor/<slug:what>/", editing.question_act, name="study_question_act"),
]
