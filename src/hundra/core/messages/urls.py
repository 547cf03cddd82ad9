"""Addresses of hundra.core.messages."""

from django.urls import path

from hundra.core.messages import views

urlpatterns = [
    path("utkorg/", views.outbox, name="outbox"),
    path("utkorg/<uuid:pk>/", views.message, name="message"),
    path("utkorg/<uuid:pk>/igen/", views.resend, name="message_resend"),
    path("utkorg/<uuid:pk>/avbryt/", views.cancel, name="message_cancel"),
]
