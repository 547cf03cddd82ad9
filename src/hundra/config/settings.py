"""Django settings, built from the validated environment (see environment.py)."""

import pghistory
from django.utils.translation import gettext_lazy as _
from whitenoise import compress

from hundra.config import identity
from hundra.config.environment import read_environment
from hundra.config.logs import logging_settings

ENV = read_environment()

# --- Installation -----------------------------------------------------------
DEBUG = ENV.debug
DEMO = ENV.demo
SECRET_KEY = ENV.secret_key
ALLOWED_HOSTS = ENV.allowed_hosts
HOME = ENV.home
MUNICIPALITY = ENV.municipality
BRAND_COLOR = ENV.brand_color
LOGO_PATH = ENV.logo_path
BASE_URL = ENV.base_url
REPLY_DAYS = ENV.reply_days
CONTACT_PHONE = ENV.contact_phone
CONTACT_EMAIL = ENV.contact_email
SEARCH_MEANING = ENV.search_meaning
SERVER_TIMING = ENV.server_timing
LOGGING = logging_settings(ENV.log_level, ENV.log_format)

INSTALLED_APPS = [
    # Ours, in the order of the layers: a later one may use an earlier one.
    "hundra.core.ui",
    "hundra.core.accounts",
    "hundra.core.audit",
    "hundra.core.jobs",
    "hundra.core.messages",
    "hundra.core.organisation",
    "hundra.hear.suggestions",
    "hundra.hear.knowledge",
    "hundra.hear.study",
    "hundra.hear.surveys",
    "hundra.hear.cases",
    "hundra.hear.contacts",
    "hundra.improve.improvements",
    "hundra.improve.staffing",
    "hundra.improve.plans",
    "hundra.measure.indicators",
    "hundra.measure.channels",
    "hundra.measure.span",
    "hundra.show.public",
    "hundra.show.api",
    "hundra.show.open311",
    # Others'.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "ninja",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.forms",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hundra.core.accounts.sessions.SessionLifetimeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hundra.core.ui.access.AccessMiddleware",
    "hundra.core.audit.middleware.ActorMiddleware",
]

ROOT_URLCONF = "hundra.config.urls"
WSGI_APPLICATION = "hundra.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hundra.core.ui.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "hundra.core.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "hundra.core.ui.forms.Renderer"

# --- Database and jobs ------------------------------------------------------
DATABASES = {"default": ENV.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# Nightly work that was missed because the machine was off is made up for within a day.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 86_400}
# The trail reads these: who did it comes from core.audit's middleware.
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)

# --- Who signs in, and how --------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "hundra.core.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "hundra.core.accounts.sign_in_forms.LoginForm",
    "change_email": "hundra.core.accounts.sign_in_forms.ChangeEmailForm",
    "add_email": "hundra.core.accounts.sign_in_forms.AddEmailForm",
    "change_password": "hundra.core.accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "hundra.core.accounts.sign_in_forms.SetPasswordForm",
    "reset_password": "hundra.core.accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "hundra.core.accounts.sign_in_forms.ResetPasswordKeyForm",
    "reauthenticate": "hundra.core.accounts.sign_in_forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "hundra.core.accounts.sign_in_forms.CodeForm",
    "reauthenticate": "hundra.core.accounts.sign_in_forms.ConfirmByCodeForm",
    "activate_totp": "hundra.core.accounts.sign_in_forms.ActivateTOTPForm",
    "add_webauthn": "hundra.core.accounts.sign_in_forms.AddKeyForm",
    "edit_webauthn": "hundra.core.accounts.sign_in_forms.EditKeyForm",
}
# Whole town halls share one address, so the limits per address are wide; per account they are not.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/h/key",
    "reset_password_from_key": "60/m/ip",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = MUNICIPALITY
SOCIALACCOUNT_ADAPTER = "hundra.adapters.identity.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = identity.providers(ENV)
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_STORE_TOKENS = False
DIRECTORY = "hundra.adapters.identity.OrganisationDirectory"
ORGANISATION_NUMBER = ENV.organisation_number
TRUST_EMPLOYER_EMAIL = ENV.trust_employer_email
SESSION_IDLE_SECONDS = ENV.session_idle_minutes * 60
SESSION_COOKIE_AGE = SESSION_LIFETIME_SECONDS = ENV.session_hours * 3600
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# How many proxies of ours a visitor's request passes; none: the header is not believed.
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
# Sign-in limits must count over all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cachedvalue",
        "KEY_FUNCTION": "hundra.core.accounts.throttle.cache_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Language and time ------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
FORMAT_MODULE_PATH = "hundra.config.formats"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

# --- Mail -------------------------------------------------------------------
# All mail that Django or a library sends goes through our outbox, so none is lost.
EMAIL_BACKEND = "hundra.core.messages.backend.OutboxBackend"
DEFAULT_FROM_EMAIL = ENV.mail_from
CARRIERS = {"email": ENV.mail_carrier, "sms": ENV.sms_carrier}
MAILBOXES = ENV.mailboxes  # Where the service centre fetches mail.
MAILBOX_ADAPTER = "hundra.adapters.mailbox.ImapMailbox"
SMTP_URL = ENV.smtp_url  # empty where mail is printed
SMS_URL, SMS_FROM = ENV.sms_url, ENV.sms_from  # the same for SMS

# --- Telephone --------------------------------------------------------------
VOICE_PROVIDER = "hundra.adapters.voice.elks46.provider.Elks46" if ENV.voice_url else ""
VOICE_URL = ENV.voice_url
VOICE_SECRET = ENV.voice_secret  # Stands in the addresses that the provider calls.
SPEECH = "hundra.adapters.voice.speech.ESpeak"

# --- Files ------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ENV.static_root
MEDIA_ROOT = ENV.home / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": ENV.static_storage},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Only developers' tools ask for maps, and compressing them takes longer than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*compress.Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]

# --- Security ---------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "media-src": ["'self'", *ENV.film_hosts],
        "manifest-src": ["'self'"],
        "form-action": ["'self'", *identity.form_targets(ENV)],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
EMBED_HOSTS = ENV.embed_hosts  # Sites that may frame /inbaddad/.
LINK_FOLLOWER = "hundra.adapters.web.follow"  # Who sees whether articles' links still lead on.
FILM_HOSTS = ENV.film_hosts  # Sites whose films are played on our pages.
CSRF_FAILURE_VIEW = "hundra.core.ui.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
SECURE_SSL_REDIRECT = False  # The reverse proxy redirects; see docs/start.md.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
