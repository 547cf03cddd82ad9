"""Reads the whole environment. Collects what is wrong, and says it all at once."""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from hundra.config.database import find_place
from hundra.config.environment import values
from hundra.config.environment.catalogue import BY_NAME
from hundra.config.environment.values import Oidc, Saml
from hundra.config.problem import Problem, in_both

T = TypeVar("T")
DEVELOPMENT_KEY = "development-only"
SHORTEST_KEY = 50
FEWEST_SIGNS = 5
MOST_PROCESSES = 8
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, kw_only=True)
class Environment:
    debug: bool
    demo: bool
    secret_key: str
    allowed_hosts: list[str]
    home: Path
    municipality: str
    brand_color: str
    logo_path: Path | None
    base_url: str
    https: bool
    trusted_proxies: int
    embed_hosts: list[str]
    film_hosts: list[str]
    contact_phone: str
    contact_email: str
    database: dict[str, Any]
    reply_days: int
    search_meaning: bool
    server_timing: bool
    mail_from: str
    mail_carrier: str
    smtp_url: str
    mailboxes: list[str]
    sms_carrier: str
    sms_url: str
    sms_from: str
    voice_url: str
    voice_secret: str
    oidc: Oidc | None
    saml: Saml | None
    sign_in_origins: list[str]
    organisation_number: str
    trust_employer_email: bool
    session_idle_minutes: int
    session_hours: int
    processes: int
    log_level: str
    log_format: str
    static_root: Path
    static_storage: str


class InvalidEnvironment(Problem):
    """All that is wrong with the settings."""

    def __init__(self, faults: list[Problem]) -> None:
        self.faults = faults
        super().__init__(
            "Hundra startar inte, eftersom inställningarna inte stämmer.",
            "Hundra doesn't start, since its settings are not right.",
        )

    def __str__(self) -> str:
        lines = [f"- {in_both(fault.sv, fault.en)}" for fault in self.faults]
        return "\n".join([in_both(self.sv, self.en), *lines])


class _Reader:
    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.faults: list[Problem] = []
        self.faulty: set[str] = set()

    def text(self, name: str) -> str:
        """What is set, else the default. Set but empty counts as not set."""
        return self.variables.get(name, "").strip() or BY_NAME[name].default

    def value(self, name: str, read: Callable[[str], T], fallback: T) -> T:
        """The fallback is for what isn't set and has no default, and for what is wrong."""
        text = self.text(name)
        if not text:
            return fallback
        try:
            return read(text)
        except Problem as problem:
            self.fault(name, problem.sv, problem.en)
            return fallback

    def fault(self, name: str, sv: str, en: str) -> None:
        self.faulty.add(name)
        self.faults.append(Problem(f"{name} {sv}", f"{name} {en}"))


def read_environment(variables: Mapping[str, str] | None = None) -> Environment:
    """The settings, valid all of them. Raises InvalidEnvironment otherwise."""
    read = _Reader(os.environ if variables is None else variables)
    debug = read.value("HUNDRA_DEBUG", values.flag, fallback=False)
    demo = read.value("HUNDRA_DEMO", values.flag, fallback=False)
    home = _home(read)
    base_url = read.value("HUNDRA_BASE_URL", values.base_address, "http://localhost:8000")
    smtp_url = read.value("HUNDRA_SMTP_URL", values.mail_server, "")
    sms_url = read.value("HUNDRA_SMS_URL", values.elks_address, "")
    voice_url = read.value("HUNDRA_VOICE_URL", values.elks_address, "")
    environment = Environment(
        debug=debug,
        demo=demo,
        secret_key=read.text("HUNDRA_SECRET_KEY") or DEVELOPMENT_KEY,
        allowed_hosts=_allowed_hosts(read, base_url, everywhere=debug or demo),
        home=home,
        municipality=read.text("HUNDRA_MUNICIPALITY"),
        brand_color=read.value("HUNDRA_BRAND_COLOR", values.color, "#0b5c74"),
        logo_path=read.value("HUNDRA_LOGO", values.picture_file, None),
        base_url=base_url,
        https=base_url.startswith("https://"),
        trusted_proxies=read.value("HUNDRA_TRUSTED_PROXIES", values.whole_number(0, 10), 0),
        embed_hosts=read.value("HUNDRA_EMBED_HOSTS", values.framing_hosts, ["*"]),
        film_hosts=read.value("HUNDRA_FILM_HOSTS", values.film_hosts, []),
        contact_phone=read.value("HUNDRA_CONTACT_PHONE", values.phone_number, ""),
        contact_email=read.value("HUNDRA_CONTACT_EMAIL", values.bare_mail_address, ""),
        database=_database(read, home),
        reply_days=read.value("HUNDRA_REPLY_DAYS", values.whole_number(1, 365), 10),
        search_meaning=read.value("HUNDRA_SEARCH_MEANING", values.flag, fallback=True),
        server_timing=read.value("HUNDRA_SERVER_TIMING", values.flag, fallback=False),
        mail_from=read.value("HUNDRA_MAIL_FROM", values.mail_address, "hundra@localhost"),
        mail_carrier=f"hundra.adapters.email.{'SmtpCarrier' if smtp_url else 'ConsoleCarrier'}",
        smtp_url=smtp_url,
        mailboxes=read.value("HUNDRA_IMAP_URL", values.mailboxes, []),
        sms_carrier=f"hundra.adapters.sms.{'Elks46Carrier' if sms_url else 'ConsoleCarrier'}",
        sms_url=sms_url,
        sms_from=read.value("HUNDRA_SMS_FROM", values.sms_sender, "Hundra"),
        voice_url=voice_url,
        voice_secret=_voice_secret(read, home, voice_url, made=debug or demo),
        oidc=_oidc(read),
        saml=_saml(read),
        sign_in_origins=read.value("HUNDRA_SIGN_IN_ORIGINS", values.origins, []),
        organisation_number=read.text("HUNDRA_ORGANISATION_NUMBER"),
        trust_employer_email=read.value("HUNDRA_TRUST_EMPLOYER_EMAIL", values.flag, fallback=True),
        session_idle_minutes=read.value(
            "HUNDRA_SESSION_IDLE_MINUTES", values.whole_number(1, 1440), 240
        ),
        session_hours=read.value("HUNDRA_SESSION_HOURS", values.whole_number(1, 720), 12),
        processes=read.value(
            "HUNDRA_PROCESSES",
            values.whole_number(1, 64),
            min(os.cpu_count() or 1, MOST_PROCESSES),
        ),
        log_level=read.value(
            "HUNDRA_LOG_LEVEL",
            values.one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
            "INFO",
        ),
        log_format=read.value("HUNDRA_LOG_FORMAT", values.one_of("text", "json"), "text"),
        static_root=home / "static",
        static_storage=_static_storage(debug=debug, demo=demo),
    )
    if debug:
        _check_debug(read, base_url)
    elif not demo:
        _check_production(read, environment)
    if read.faults:
        raise InvalidEnvironment(read.faults)
    return environment


def _static_storage(*, debug: bool, demo: bool) -> str:
    """Named by content and compressed. The demo does without the minute of compression."""
    if debug:
        return "django.contrib.staticfiles.storage.StaticFilesStorage"
    if demo:
        return "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    return "whitenoise.storage.CompressedManifestStaticFilesStorage"


def home_folder() -> Path:
    """HUNDRA_HOME alone, for what needs no other setting."""
    read = _Reader(os.environ)
    home = _home(read)
    if read.faults:
        raise InvalidEnvironment(read.faults)
    return home


def _home(read: _Reader) -> Path:
    return read.value("HUNDRA_HOME", values.absolute_folder, Path.home() / ".local/share/hundra")


def _voice_secret(read: _Reader, home: Path, voice_url: str, *, made: bool) -> str:
    """What stands in the addresses of webhooks. A demo's is made from its home; otherwise it is
    set whenever there is a provider, and without one no webhook is let in."""
    secret = read.value("HUNDRA_VOICE_SECRET", values.secret, "")
    if secret or "HUNDRA_VOICE_SECRET" in read.faulty:
        return secret
    if made:
        return hashlib.sha256(f"voice {home}".encode()).hexdigest()[:32]
    if voice_url:
        read.fault(
            "HUNDRA_VOICE_SECRET",
            "saknas; den behövs tillsammans med HUNDRA_VOICE_URL.",
            "is missing; it is needed with HUNDRA_VOICE_URL.",
        )
    return ""


def _allowed_hosts(read: _Reader, base_url: str, *, everywhere: bool) -> list[str]:
    host = urlsplit(base_url).hostname or ""
    none: list[str] = []
    further = read.value("HUNDRA_ALLOWED_HOSTS", values.host_names, none)
    return ["*"] if everywhere else [host, *further]


def _database(read: _Reader, home: Path) -> dict[str, Any]:
    parameters: dict[str, str] = {}
    parameters = read.value("DATABASE_URL", values.database_address, parameters)
    if not read.text("DATABASE_URL"):
        try:
            parameters = values.database_address(find_place(home).url)
        except Problem as problem:
            read.faults.append(problem)
    pool_size = read.value("HUNDRA_POOL_SIZE", values.whole_number(0, 100), 0)
    django_names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD"} | {
        "host": "HOST",
        "port": "PORT",
    }
    settings: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql"}
    settings |= {theirs: parameters.get(ours, "") for ours, theirs in django_names.items()}
    settings["OPTIONS"] = {k: v for k, v in parameters.items() if k not in django_names}
    if pool_size:
        settings["CONN_HEALTH_CHECKS"] = True  # A connection that the server closed is replaced.
        # After a lost database the pool waits twice as long before each new attempt; giving up
        # soon, it begins anew with the next visitor, and is there when the database is.
        settings["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": pool_size,
            "timeout": 10,
            "reconnect_timeout": 2,
        }
    return settings


def _oidc(read: _Reader) -> Oidc | None:
    name = read.text("HUNDRA_OIDC_NAME")
    server_url = read.value("HUNDRA_OIDC_SERVER_URL", values.web_address, "")
    client_id = read.text("HUNDRA_OIDC_CLIENT_ID")
    secret = read.text("HUNDRA_OIDC_CLIENT_SECRET")
    if not _all_or_none(
        read, "HUNDRA_OIDC_SERVER_URL", "HUNDRA_OIDC_CLIENT_ID", "HUNDRA_OIDC_CLIENT_SECRET"
    ):
        return None
    return Oidc(name, server_url, client_id, secret)


def _saml(read: _Reader) -> Saml | None:
    name = read.text("HUNDRA_SAML_NAME")
    entity_id = read.text("HUNDRA_SAML_ENTITY_ID")
    metadata_url = read.value("HUNDRA_SAML_METADATA_URL", values.web_address, "")
    if not _all_or_none(read, "HUNDRA_SAML_ENTITY_ID", "HUNDRA_SAML_METADATA_URL"):
        return None
    return Saml(name, entity_id, metadata_url)


def _all_or_none(read: _Reader, *names: str) -> bool:
    """Whether all are set. Some but not all is a fault."""
    missing = [name for name in names if not read.text(name)]
    if missing and len(missing) < len(names):
        for name in missing:
            read.fault(name, "saknas; de hör ihop.", "is missing; they belong together.")
    return not missing


def _check_debug(read: _Reader, base_url: str) -> None:
    if urlsplit(base_url).hostname not in LOCAL_HOSTS:
        read.fault(
            "HUNDRA_DEBUG",
            "är 1 och visar då programmets inre för den som besöker det. Ta bort den, eller "
            f"använd den bara på den egna datorn (HUNDRA_BASE_URL är {base_url}).",
            "is 1 and would show the program's inside to visitors. Remove it, or use it only on "
            f"your own machine (HUNDRA_BASE_URL is {base_url}).",
        )


def _check_production(read: _Reader, environment: Environment) -> None:
    required = [setting.name for setting in BY_NAME.values() if setting.required]
    for name in required:
        if not read.variables.get(name, "").strip():
            read.fault(
                name,
                f"saknas. {_hint(name)[0]} Allt om inställningar: docs/reference/settings.md.",
                f"is missing. {_hint(name)[1]} All about settings: docs/reference/settings.md.",
            )
    _check_key(read, environment.secret_key)
    if not environment.https and "HUNDRA_BASE_URL" not in read.faulty:
        read.fault(
            "HUNDRA_BASE_URL",
            f"ska börja med https://, inte ”{environment.base_url}”: annars går lösenord och "
            "förslag oskyddade över nätet.",
            f'must begin with https://, not "{environment.base_url}": else passwords and '
            "suggestions cross the network unprotected.",
        )
    if "*" in environment.allowed_hosts:
        read.fault(
            "HUNDRA_ALLOWED_HOSTS",
            "får inte vara *: då kan vem som helst låtsas vara er adress i mejl och länkar.",
            "can't be *: then anybody can pretend to be your address in mails and links.",
        )


def _check_key(read: _Reader, key: str) -> None:
    if key == DEVELOPMENT_KEY:
        if read.variables.get("HUNDRA_SECRET_KEY"):
            read.fault(
                "HUNDRA_SECRET_KEY",
                "är utvecklarnas, som alla känner till. Gör en egen.",
                "is the developers', which everybody knows. Make your own.",
            )
        return
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS:
        read.fault(
            "HUNDRA_SECRET_KEY",
            f"är för lätt att gissa: minst {SHORTEST_KEY} slumpade tecken behövs. "
            f"{_hint('HUNDRA_SECRET_KEY')[0]}",
            f"is too easy to guess: at least {SHORTEST_KEY} random characters are needed. "
            f"{_hint('HUNDRA_SECRET_KEY')[1]}",
        )


def _hint(name: str) -> tuple[str, str]:
    if name == "HUNDRA_SECRET_KEY":
        command = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        return f"Gör en med {command}", f"Make one with {command}"
    example = BY_NAME[name].example or BY_NAME[name].default
    return f"Till exempel {example}", f"For example {example}"
