"""What use teaches: verdicts, searches without answers, synonyms, statistics."""

from django.urls import URLPattern, path

from hundra.hear.knowledge.views.learning import (
    figures,
    helping,
    needs,
    noting,
    synonyms,
    verdicts,
)

INSIDE = "arbete/kunskap"

SEARCHES = f"{INSIDE}/sokningar"

urlpatterns: list[URLPattern] = [
    path("hjalp/omdome/<int:translation>/", helping.helped, name="helped"),
    path("hjalp/omdome/<uuid:secret>/", helping.verdict, name="verdict"),
    path(f"{INSIDE}/omdome/<int:translation>/", helping.helped_inside, name="helped_inside"),
    path(f"{INSIDE}/omdome/<uuid:secret>/", helping.verdict_inside, name="verdict_inside"),
    path(f"{INSIDE}/omdomen/", verdicts.verdicts, name="verdicts"),
    path(f"{INSIDE}/omdomen/<int:verdict>/", verdicts.handle_verdict, name="handle_verdict"),
    path(f"{SEARCHES}/", needs.searches, name="searches"),
    path(f"{SEARCHES}/<int:group>/", needs.search_group, name="search_group"),
    path(f"{SEARCHES}/<int:group>/beslut/", needs.decide, name="decide_search"),
    path(f"{SEARCHES}/beslutade/", needs.decided_searches, name="decided_searches"),
    path(f"{SEARCHES}/beslutade/<int:need>/", needs.undo_decision, name="undo_search_decision"),
    path(f"{INSIDE}/synonymer/", synonyms.synonyms, name="synonyms"),
    path(f"{INSIDE}/synonymer/<int:synonym>/", synonyms.remove_synonym, name="remove_synonym"),
    path(f"{INSIDE}/anvandning/", figures.usage, name="usage"),
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
