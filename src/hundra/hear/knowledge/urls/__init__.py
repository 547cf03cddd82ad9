"""Addresses of hundra.hear.knowledge."""

from hundra.hear.knowledge.urls import editing, learning, material, reading, work

# Readers' last: /arbete/kunskap/<topic>/<article>/ would take what has two parts otherwise.
urlpatterns = [
    *editing.urlpatterns,
    *material.urlpatterns,
    *learning.urlpatterns,
    *reading.urlpatterns,
    *work.urlpatterns,
]
