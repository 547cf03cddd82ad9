"""Inside, /arbete/kunskap/: search and articles for employees and guides."""

from django.urls import URLPattern, path

from hundra.hear.knowledge.views import files, inside

urlpatterns: list[URLPattern] = [
    path("arbete/kunskap/", inside.start, name="knowledge"),
    path("arbete/kunskap/bild/<int:pk>.bild", files.inside_picture, name="knowledge_picture"),
    path("arbete/kunskap/dokument/<int:pk>.fil", files.inside_document, name="knowledge_document"),
    path(
        "arbete/kunskap/film/<slug:slug>.<film_part:part>.<slug:ending>",
        files.inside_film,
        name="knowledge_film",
    ),
    path("arbete/kunskap/<slug:topic>/", inside.topic, name="knowledge_topic"),
    path("arbete/kunskap/<slug:topic>/<slug:slug>/", inside.article, name="knowledge_article"),
    path(
        "arbete/kunskap/<slug:topic>/<slug:slug>/<answer_language:language>/",
        inside.article,
        name="knowledge_article_in",
    ),
]
