"""Taking in contacts, /arbete/servicecenter/inlasning/."""

from django.urls import URLPattern, path

from hundra.hear.contacts.views import importing

BASE = "arbete/servicecenter/inlasning/"

urlpatterns: list[URLPattern] = [
    path(BASE, importing.send, name="contact_imports"),
    path(f"{BASE}satt/<int:pk>/glom/", importing.forget, name="contact_mapping_forget"),
    path(f"{BASE}<uuid:key>/", importing.upload, name="contact_import"),
    path(f"{BASE}<uuid:key>/kolumner/", importing.columns, name="contact_import_columns"),
    path(f"{BASE}<uuid:key>/varden/", importing.values, name="contact_import_values"),
    path(f"{BASE}<uuid:key>/genomfor/", importing.carry_out, name="contact_import_carry_out"),
]
