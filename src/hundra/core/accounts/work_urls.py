"""Addresses of hundra.core.accounts on the work side."""

from django.urls import path

from hundra.core.accounts import views

urlpatterns = [
    path("anvandare/", views.users, name="users"),
    path("anvandare/ny/", views.invite, name="invite_user"),
    path("anvandare/<int:pk>/", views.user, name="user"),
    path("anvandare/<int:pk>/roller/", views.grant, name="grant_role"),
    path("anvandare/<int:pk>/stang/", views.close, name="close_user"),
    path("anvandare/<int:pk>/oppna/", views.reopen, name="reopen_user"),
    path("anvandare/<int:pk>/behall-oppet/", views.keep_open, name="keep_user_open"),
    path("anvandare/<int:pk>/logga-ut/", views.end_sessions, name="end_user_sessions"),
    path("anvandare/<int:pk>/bjud-in/", views.invite_again, name="invite_user_again"),
    path("roller/", views.roles, name="roles"),
    path("roller/<int:pk>/aterkalla/", views.revoke, name="revoke_role"),
]
