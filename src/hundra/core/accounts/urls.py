"""Addresses of hundra.core.accounts.

The pages for signing in are allauth's, at Swedish addresses. Theirs that we do not offer
(signing up, addresses of older versions) are left out.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from hundra.core.accounts import views

signing_in = [
    path("logga-in/", account.login, name="account_login"),
    path("logga-in/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("logga-in/nyckel/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("logga-in/avbruten/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("logga-in/fel/", social.login_error, name="socialaccount_login_error"),
    path("logga-in/ny/", social.signup, name="socialaccount_signup"),
    path("logga-in/via/", include("allauth.socialaccount.providers.saml.urls")),
    path("logga-in/via/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("logga-ut/", account.logout, name="account_logout"),
    path("avstangt/", account.account_inactive, name="account_inactive"),
]

confirming = [
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("bekrafta/kod/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bekrafta/nyckel/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]

own_address_and_password = [
    path("e-post/", account.email, name="account_email"),
    path(
        "e-post/bekrafta/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    re_path(
        r"^e-post/bekrafta/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"
    ),
    path("losenord/", account.password_change, name="account_change_password"),
    path("losenord/valj/", account.password_set, name="account_set_password"),
    path("losenord/glomt/", account.password_reset, name="account_reset_password"),
    path(
        "losenord/glomt/skickat/", account.password_reset_done, name="account_reset_password_done"
    ),
    path(
        "losenord/nytt/klart/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

second_step = [
    path("tvasteg/", mfa.index, name="mfa_index"),
    path("tvasteg/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("tvasteg/app/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tvasteg/koder/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tvasteg/koder/nya/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("tvasteg/koder/fil/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("nycklar/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("nycklar/ny/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("nycklar/<int:pk>/ta-bort/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("nycklar/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]

elsewhere = [
    path("kopplingar/", social.connections, name="socialaccount_connections"),
    path("inloggningar/", sessions.list_usersessions, name="usersessions_list"),
]

urlpatterns = [
    path("", views.account, name="account"),
    *signing_in,
    *confirming,
    *own_address_and_password,
    *second_step,
    *elsewhere,
]
