"""Addresses of hundra.show.api."""

from django.urls import URLPattern, include, path

from hundra.show.api import downloads, views
from hundra.show.api.endpoints import api
from hundra.show.api.publishing import published


def _data() -> list[URLPattern]:
    """The API's own addresses, published; its root is our reference page."""
    return [
        path(str(pattern.pattern), published(pattern.callback), name=pattern.name)
        for pattern in api.urls[0]
        if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ]


version_1 = [
    path("", views.reference, name="api-root"),
    path("improvements.csv", downloads.improvements_csv, name="improvements-csv"),
    path("improvements.json", downloads.improvements_json, name="improvements-json"),
    path("updates.csv", downloads.updates_csv, name="updates-csv"),
    path("updates.json", downloads.updates_json, name="updates-json"),
    path("articles.csv", downloads.articles_csv, name="articles-csv"),
    path("articles.json", downloads.articles_json, name="articles-json"),
    *_data(),
]

urlpatterns = [
    path("dcat.ttl", views.catalogue, name="dcat"),
    path("v1/", include((version_1, "ninja"), namespace="api")),
]
