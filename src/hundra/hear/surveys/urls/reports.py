"""Addresses of results that are handed out, and of own words."""

from django.urls import URLPattern, path

from hundra.hear.surveys.views import reports

WAVE = "arbete/enkater/<int:pk>/"
WORD = f"{WAVE}egna-ord/<uuid:comment>/"

urlpatterns: list[URLPattern] = [
    path(f"{WAVE}rapporter/", reports.reports, name="wave_reports"),
    path(f"{WAVE}rapporter/<int:unit>.pdf", reports.unit_report, name="wave_report"),
    path(f"{WAVE}visa/<int:unit>/", reports.unit_slides, name="wave_slides"),
    path(f"{WAVE}siffror.csv", reports.figures_file, {"kind": "csv"}, name="wave_csv"),
    path(f"{WAVE}siffror.xlsx", reports.figures_file, {"kind": "xlsx"}, name="wave_xlsx"),
    path(f"{WAVE}kolada.xlsx", reports.kolada_file, name="wave_kolada"),
    path(f"{WAVE}egna-ord/", reports.words, name="wave_words"),
    path(WORD, reports.word, name="wave_word"),
    path(f"{WORD}tema/", reports.tend_word, name="wave_word_tend"),
]
