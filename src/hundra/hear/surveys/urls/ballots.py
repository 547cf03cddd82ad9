"""Where employees answer. The links that are sent and printed lead here."""

from django.urls import URLPattern, path

from hundra.hear.surveys.views import ballots

urlpatterns: list[URLPattern] = [
    path("enkat/", ballots.answer_by_code, name="answer_by_code"),
    path("enkat/tack/<slug:slug>/", ballots.wave_thanks, name="wave_thanks"),
    path("enkat/<str:secret>/", ballots.answer_wave, name="answer_wave"),
]
