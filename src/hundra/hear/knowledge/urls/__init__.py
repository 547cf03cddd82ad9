"""Addresses of hundra.hear.knowledge."""

from hundra.hear.knowledge.urls import editing, learning, material, reading, work

urlpatterns = [
    *reading.urlpatterns,
    *work.urlpatterns,
    *editing.urlpatterns,
    *material.urlpatterns,
    *learning.urlpatterns,
]
