"""Asking those who contact us, and what they think."""

from django.urls import URLPattern, path

from hundra.hear.surveys.views import answering, figures

PAGE = "arbete/servicecenter/nojdhet/"
COMMENT = f"{PAGE}kommentarer/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("svara/tack/<slug:slug>/", answering.thanks, name="survey_thanks"),
    path("svara/<str:secret>/", answering.answer_survey, name="answer_survey"),
    path(PAGE, figures.satisfaction, name="satisfaction"),
    path(f"{PAGE}kommentarer/", figures.comments, name="survey_comments"),
    path(COMMENT, figures.comment, name="survey_comment"),
    path(f"{COMMENT}vidare/", figures.pass_on, name="survey_pass_on"),
]
