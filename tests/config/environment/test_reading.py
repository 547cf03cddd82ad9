"""What stands in the environment, and what is said about what is wrong with it."""

from pathlib import Path

import pytest

from hundra.config.environment import InvalidEnvironment, Oidc, read_environment
from hundra.config.environment.catalogue import BY_NAME, SETTINGS, as_markdown

ROOT = Path(__file__).parents[3]
PRODUCTION = {
    "HUNDRA_BASE_URL": "https://forbattringar.granby.example",
    "HUNDRA_SECRET_KEY": "0123456789" * 5,
    "HUNDRA_SMTP_URL": "smtp+starttls://hundra:b%C3%A5t@smtp.granby.example:587",
    "HUNDRA_MAIL_FROM": "Granby kommun <hej@granby.example>",
    "HUNDRA_MUNICIPALITY": "Granby kommun",
    "DATABASE_URL": "postgresql://hundra:b%40t@db.granby.example:5433/hundra?sslmode=require",
}


def _faults(**changes):
    """The names of the settings at fault, in order."""
    with pytest.raises(InvalidEnvironment) as error:
        read_environment(PRODUCTION | changes)
    return [fault.en.split()[0] for fault in error.value.faults]


def test_a_whole_production_environment_is_read():
    environment = read_environment(PRODUCTION)

    assert environment.https
    assert environment.debug is False
    assert environment.allowed_hosts == ["forbattringar.granby.example"]
    assert environment.smtp_url == PRODUCTION["HUNDRA_SMTP_URL"]
    assert environment.mail_carrier == "hundra.adapters.email.SmtpCarrier"
    assert environment.database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "hundra",
        "USER": "hundra",
        "PASSWORD": "b@t",
        "HOST": "db.granby.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_production_does_not_start_from_nothing_and_says_all_that_is_missing():
    with pytest.raises(InvalidEnvironment) as error:
        read_environment({"DATABASE_URL": PRODUCTION["DATABASE_URL"]})

    said = str(error.value)
    required = [setting.name for setting in SETTINGS if setting.required]
    assert [fault.en.split()[0] for fault in error.value.faults] == required
    assert all(f"{name} saknas." in said and f"{name} is missing." in said for name in required)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUNDRA_SECRET_KEY", "short"),
        ("HUNDRA_SECRET_KEY", "a" * 60),
        ("HUNDRA_SECRET_KEY", "development-only"),
        ("HUNDRA_BASE_URL", "http://forbattringar.granby.example"),
        ("HUNDRA_BASE_URL", "https://forbattringar.granby.example/sida"),
        ("HUNDRA_BASE_URL", "forbattringar.granby.example"),
        ("HUNDRA_BASE_URL", "https://granby.example:99999"),
        ("HUNDRA_ALLOWED_HOSTS", "*"),
        ("HUNDRA_ALLOWED_HOSTS", "granby.example, en kommun"),
        ("HUNDRA_DEBUG", "yes"),
        ("HUNDRA_DEBUG", "1"),
        ("HUNDRA_BRAND_COLOR", "blue"),
        ("HUNDRA_LOGO", "/etc/passwd"),
        ("HUNDRA_LOGO", "/nowhere/logo.svg"),
        ("HUNDRA_HOME", "here"),
        ("HUNDRA_HOME", "/etc/passwd"),
        ("HUNDRA_SMTP_URL", "smtp.granby.example"),
        ("HUNDRA_SMTP_URL", "smtp://hundra:hemligt@smtp.granby.example"),
        ("HUNDRA_SMTP_URL", "smtp://smtp.granby.example:port"),
        ("HUNDRA_MAIL_FROM", "granby"),
        ("HUNDRA_MAIL_FROM", "a@b.example\nBcc: c@d.example"),
        ("HUNDRA_TRUSTED_PROXIES", "-1"),
        ("HUNDRA_PROCESSES", "0"),
        ("HUNDRA_POOL_SIZE", "many"),
        ("HUNDRA_REPLY_DAYS", "0"),
        ("HUNDRA_LOG_LEVEL", "LOUD"),
        ("HUNDRA_LOG_FORMAT", "xml"),
        ("DATABASE_URL", "mysql://hundra@localhost/hundra"),
        ("DATABASE_URL", "postgresql://localhost"),
    ],
)
def test_what_is_wrong_is_named(name, value):
    assert _faults(**{name: value}) == [name]


def test_a_secret_in_an_address_is_never_repeated():
    with pytest.raises(InvalidEnvironment) as error:
        read_environment(
            PRODUCTION | {"DATABASE_URL": "mysql://u:hemligt@h", "HUNDRA_SMTP_URL": "u:hemligt@h"}
        )

    assert "hemligt" not in str(error.value)


def test_half_a_sign_in_by_others_is_a_fault():
    assert _faults(HUNDRA_OIDC_CLIENT_ID="hundra") == [
        "HUNDRA_OIDC_SERVER_URL",
        "HUNDRA_OIDC_CLIENT_SECRET",
    ]
    assert _faults(HUNDRA_SAML_ENTITY_ID="idp") == ["HUNDRA_SAML_METADATA_URL"]


def test_a_whole_sign_in_by_others_is_read():
    oidc = {
        "HUNDRA_OIDC_SERVER_URL": "https://login.granby.example",
        "HUNDRA_OIDC_CLIENT_ID": "hundra",
        "HUNDRA_OIDC_CLIENT_SECRET": "hemligt",
    }

    assert read_environment(PRODUCTION | oidc).oidc == Oidc(
        "Granby-ID", "https://login.granby.example", "hundra", "hemligt"
    )


def test_developers_need_nothing_but_the_word_debug():
    environment = read_environment({"HUNDRA_DEBUG": "1"})

    assert environment.debug
    assert environment.mail_carrier == "hundra.adapters.email.ConsoleCarrier"


def test_without_a_database_url_the_database_is_the_homes_own():
    environment = read_environment({"HUNDRA_DEBUG": "1", "HUNDRA_HOME": "/nowhere/home"})

    host = environment.database["HOST"]
    assert host == "/nowhere/home/postgres/run" or host.startswith("/var/lib/hundra/")
    assert environment.database["NAME"] == "hundra"


def test_every_setting_is_used_and_every_used_one_is_described():
    asked = set()

    class Watched(dict):
        def get(self, name, default=None):
            asked.add(name)
            return super().get(name, default)

    read_environment(Watched(PRODUCTION))

    assert asked == set(BY_NAME)


def test_the_reference_page_is_in_step():
    page = ROOT / "docs/reference/settings.md"

    assert page.read_text(encoding="utf-8") == as_markdown()
