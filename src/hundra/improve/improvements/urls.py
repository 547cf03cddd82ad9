"""Addresses of hundra.improve.improvements, under /arbete/."""

from django.urls import path

from hundra.improve.improvements.views import (
    answering,
    importing,
    overviews,
    programmes,
    record,
    steps,
    topics,
)

HERE = "forbattringar/"
ONE = f"{HERE}<int:pk>/"
PROGRAMMES = f"{HERE}program/"
PROGRAMME = f"{PROGRAMMES}<slug:slug>/"

urlpatterns = [
    path(HERE, overviews.board, name="improvements"),
    path(f"{HERE}lista/", overviews.improvements_list, name="improvements_list"),
    path(f"{HERE}kalender/", overviews.calendar, name="improvements_calendar"),
    path(f"{HERE}ny/", record.new, name="improvement_new"),
    path(f"{HERE}av-forslag/", answering.from_suggestions, name="improvement_from_suggestions"),
    path(f"{HERE}oppna/", answering.open_improvements, name="improvement_open"),
    path(f"{HERE}personer/", record.people, name="improvement_people"),
    path(f"{HERE}importera/", importing.import_improvements, name="improvements_import"),
    path(f"{HERE}amnen/", topics.topics, name="topics"),
    path(f"{HERE}amnen/<int:pk>/", topics.edit_topic, name="topic_edit"),
    path(f"{HERE}amnen/<int:pk>/ta-bort/", topics.remove_topic, name="topic_remove"),
    path(PROGRAMMES, programmes.programmes, name="programmes"),
    path(f"{HERE}nytt-program/", programmes.new_programme, name="programme_new"),
    path(PROGRAMME, programmes.programme, name="programme"),
    path(f"{PROGRAMME}andra/", programmes.edit_programme, name="programme_edit"),
    path(f"{PROGRAMME}visa/", programmes.show_programme, name="programme_show"),
    path(f"{PROGRAMME}checklista/", programmes.checklist, name="checklist"),
    path(
        f"{PROGRAMME}checklista/<int:pk>/",
        programmes.reword_criterion,
        name="criterion_edit",
    ),
    path(
        f"{PROGRAMME}checklista/<int:pk>/flytta/",
        programmes.change_criterion,
        name="criterion_change",
    ),
    path(ONE, record.improvement, name="improvement"),
    path(f"{ONE}andra/", record.edit, name="improvement_edit"),
    path(f"{ONE}bild/", record.picture, name="improvement_picture"),
    path(f"{ONE}bild/byt/", record.change_picture, name="improvement_picture_change"),
    path(f"{ONE}bild/ta-bort/", record.remove_picture, name="improvement_picture_remove"),
    path(f"{ONE}steg/<slug:step>/", steps.step, name="improvement_step"),
    path(f"{ONE}kryss/<int:criterion>/", steps.tick, name="improvement_tick"),
    path(f"{ONE}forslag/", answering.link_suggestions, name="improvement_suggestions"),
    path(
        f"{ONE}forslag/<int:suggestion>/koppla-bort/",
        answering.unlink_suggestion,
        name="improvement_suggestion_unlink",
    ),
    path(f"{ONE}nyheter/", steps.add_update, name="improvement_update_new"),
    path(f"{ONE}nyheter/<int:update>/", steps.edit_update, name="improvement_update_edit"),
    path(
        f"{ONE}nyheter/<int:update>/ta-bort/",
        steps.remove_update,
        name="improvement_update_remove",
    ),
]
