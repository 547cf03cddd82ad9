"""What staff surveys found."""

from django.urls import URLPattern, path

from hundra.hear.surveys.views import results

LIST = "arbete/enkater/resultat/"
PAGE = "arbete/enkater/<int:pk>/resultat/"
UNIT = f"{PAGE}enhet/<int:unit>/"

urlpatterns: list[URLPattern] = [
    path(LIST, results.published, name="results"),
    path(PAGE, results.start, name="results_start"),
    path(f"{PAGE}karta/", results.heat_map, name="results_map"),
    path(UNIT, results.unit_page, name="results_unit"),
    path(f"{UNIT}profil/", results.profile, name="results_profile"),
    path(f"{UNIT}forandring/", results.change, name="results_change"),
    path(f"{UNIT}samband/", results.ties, name="results_ties"),
    path(f"{UNIT}fragor/", results.questions, name="results_questions"),
    path(f"{UNIT}grupper/", results.groups, name="results_groups"),
]
