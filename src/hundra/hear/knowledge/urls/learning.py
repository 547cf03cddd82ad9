"""What use teaches: verdicts, searches without answers, synonyms, statistics."""

from django.urls import URLPattern, path

from hundra.hear.knowledge.views.learning import noting

INSIDE = "arbete/kunskap"

urlpatterns: list[URLPattern] = [
    path("hjalp/noterat/sokning/", noting.note_search, name="note_search"),
    path(f"{INSIDE}/noterat/sokning/", noting.note_search_inside, name="note_search_inside"),
    path(
        "hjalp/noterat/<int:article>/oppnad/",
        noting.note_article_use,
        name="note_article_use",
    ),
    path(
        f"{INSIDE}/noterat/<int:article>/oppnad/",
        noting.note_article_use_inside,
        name="note_article_use_inside",
    ),
]
