"""Apps and their keys, for administrators."""

from django.urls import path

from hundra.show.open311 import key_views

urlpatterns = [
    path("servicecenter/appar/", key_views.apps, name="open311_apps"),
    path("servicecenter/appar/<int:pk>/aterkalla/", key_views.withdraw, name="open311_withdraw"),
]
