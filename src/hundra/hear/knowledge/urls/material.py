"""The import and export of all articles."""

from django.urls import URLPattern, path

from hundra.hear.knowledge.views import exchange

BASE = "arbete/kunskap/import/"

urlpatterns: list[URLPattern] = [
    path(BASE, exchange.send, name="knowledge_import"),
    path("arbete/kunskap/export/", exchange.export, name="knowledge_export"),
    path(f"{BASE}<uuid:key>/", exchange.upload, name="knowledge_upload"),
    path(f"{BASE}<uuid:key>/genomfor/", exchange.carry_out, name="knowledge_carry_out"),
]
