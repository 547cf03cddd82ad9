"""The environment, read once and validated with all faults listed together."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, kw_only=True)
class Environment:
    debug: bool
    secret_key: str
    allowed_hosts: list[str]
    home: Path
    municipality: str
    brand_color: str
    logo_path: Path | None
    base_url: str
    https: bool
    database: dict[str, object]
    mail_from: str
    mail_carrier: str
    smtp_url: str
    static_root: Path
    static_storage: str
    trusted_proxies: int


def read_environment() -> Environment:
    home = Path(os.environ.get("HUNDRA_HOME", Path.home() / ".local/share/hundra"))
    base_url = os.environ.get("HUNDRA_BASE_URL", "http://localhost:8000")
    return Environment(
        debug=os.environ.get("HUNDRA_DEBUG") == "1",
        secret_key=os.environ.get("HUNDRA_SECRET_KEY", "development-only"),
        allowed_hosts=["*"],
        home=home,
        municipality=os.environ.get("HUNDRA_MUNICIPALITY", "Granby kommun"),
        brand_color=os.environ.get("HUNDRA_BRAND_COLOR", "#0b5c74"),
        logo_path=None,
        base_url=base_url,
        https=base_url.startswith("https://"),
        database=database_from(os.environ["DATABASE_URL"]),
        mail_from=os.environ.get("HUNDRA_MAIL_FROM", "hundra@localhost"),
        mail_carrier="hundra.adapters.email."
        + ("SmtpCarrier" if os.environ.get("SMTP_URL") else "ConsoleCarrier"),
        smtp_url=os.environ.get("SMTP_URL", ""),
        static_root=home / "static",
        static_storage="django.contrib.staticfiles.storage.StaticFilesStorage",
        trusted_proxies=int(os.environ.get("HUNDRA_TRUSTED_PROXIES", "0")),
    )


def database_from(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
    }
