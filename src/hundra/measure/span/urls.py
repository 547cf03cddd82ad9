"""Addresses of hundra.measure.span, under /arbete/."""

from django.urls import path

from hundra.measure.span import views

HERE = "ledning/"

urlpatterns = [
    path(HERE, views.overview, name="span"),
    path(f"{HERE}chefer/", views.managers, name="managers"),
    path(f"{HERE}chefer/<int:pk>/", views.manager, name="span_manager"),
    path(f"{HERE}min-grupp/", views.mine, name="span_mine"),
    path(f"{HERE}enkat/", views.survey, name="span_survey"),
    path(f"{HERE}mal/", views.goal_list, name="span_goals"),
    path(f"{HERE}mal/<int:pk>/ta-bort/", views.remove_goal, name="span_goal_remove"),
]
