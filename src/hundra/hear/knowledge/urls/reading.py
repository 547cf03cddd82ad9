"""The public help pages, /hjalp/: articles, search, feed and embedded box.

What is downloaded ends without a slash and with a file's ending, so no article can take its place.
"""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from hundra.hear.knowledge.views import embedded, feeds, files, public


class LanguageConverter(StringConverter):
    """A BCP 47 tag: two or three letters, maybe with a script."""

    regex = "[a-z]{2,3}(?:-[A-Z][a-z]{3})?"


class FilmPartConverter(StringConverter):
    regex = "film|teckensprak|text|bild"


register_converter(LanguageConverter, "answer_language")
register_converter(FilmPartConverter, "film_part")

urlpatterns: list[URLPattern] = [
    path("hjalp/", public.start, name="help"),
    path("hjalp/flode.atom", feeds.atom, name="help_atom"),
    path("hjalp/flode.json", feeds.json_feed, name="help_json_feed"),
    path("inbaddad/hjalp/", embedded.box, name="help_box"),
    path("hjalp/bild/<int:pk>.bild", files.public_picture, name="help_picture"),
    path("hjalp/dokument/<int:pk>.fil", files.public_document, name="help_document"),
    path(
        "hjalp/film/<slug:slug>.<film_part:part>.<slug:ending>", files.public_film, name="help_film"
    ),
    path("hjalp/<slug:topic>/", public.topic, name="help_topic"),
    path("hjalp/<slug:topic>/<slug:slug>/", public.article, name="help_article"),
    path(
        "hjalp/<slug:topic>/<slug:slug>/<answer_language:language>/",
        public.article_in,
        name="help_article_in",
    ),
]
