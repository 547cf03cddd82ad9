"""The kinds of values in the environment: each reads a text, or says what is wrong with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from hundra.config.problem import Problem

HIGHEST_PORT = 65_535


@dataclass(frozen=True)
class Oidc:
    name: str
    server_url: str
    client_id: str
    client_secret: str


@dataclass(frozen=True)
class Saml:
    name: str
    entity_id: str
    metadata_url: str


def flag(text: str) -> bool:
    if text not in {"0", "1"}:
        raise Problem("ska vara 0 eller 1.", "must be 0 or 1.")
    return text == "1"


def whole_number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise Problem(
                f"ska vara ett heltal från {least} till {most}, inte ”{text}”.",
                f'must be a whole number from {least} to {most}, not "{text}".',
            )
        return int(text)

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            listed = ", ".join(choices)
            raise Problem(
                f"ska vara något av {listed}, inte ”{text}”.",
                f'must be one of {listed}, not "{text}".',
            )
        return text

    return read


def color(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise Problem(
            f"ska vara en färg som #0b5c74, inte ”{text}”.",
            f'must be a colour such as #0b5c74, not "{text}".',
        )
    return text.lower()


def web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not _has_host(text):
        raise Problem(
            f"ska vara en webbadress (https://…), inte ”{text}”.",
            f'must be a web address (https://…), not "{text}".',
        )
    return text


def origins(text: str) -> list[str]:
    """Sites without a path, with commas between."""
    return [base_address(part.strip()) for part in text.split(",") if part.strip()]


def base_address(text: str) -> str:
    parts = urlsplit(web_address(text))
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise Problem(
            f"ska vara bara början på adressen (https://värdnamn), inte ”{text}”.",
            f'must be only the beginning of the address (https://host), not "{text}".',
        )
    return text.rstrip("/")


def mail_address(text: str) -> str:
    if not re.fullmatch(r"([^<>\r\n]* )?<?[^@\s<>]+@[^@\s<>]+>?", text):
        raise Problem(
            f"ska vara en e-postadress, eller ett namn och <adress>, inte ”{text}”.",
            f'must be an e-mail address, or a name and <address>, not "{text}".',
        )
    return text


def host_names(text: str) -> list[str]:
    hosts = [host.strip() for host in text.split(",") if host.strip()]
    for host in hosts:
        if not re.fullmatch(r"\*|\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:]+\]", host):
            raise Problem(
                f"ska vara värdnamn med komma emellan; ”{host}” är inget värdnamn.",
                f'must be host names with commas between; "{host}" is not one.',
            )
    return hosts


def framing_hosts(text: str) -> list[str]:
    """Host names as the content security policy's frame-ancestors writes them."""
    hosts = [host.strip() for host in text.split(",") if host.strip()]
    for host in hosts:
        if not re.fullmatch(r"\*|(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?", host):
            raise Problem(
                f"ska vara värdnamn med komma emellan, eller *; ”{host}” är inget värdnamn.",
                f'must be host names with commas between, or *; "{host}" is not one.',
            )
    return hosts


def film_hosts(text: str) -> list[str]:
    """Host names as media-src writes them; all of the web is not one."""
    hosts = framing_hosts(text)
    if "*" in hosts:
        raise Problem("ska vara värdnamn, inte *.", "must be host names, not *.")
    return hosts


def phone_number(text: str) -> str:
    if not re.fullmatch(r"\+?[0-9][0-9 ()-]{3,24}", text):
        raise Problem(
            f"ska vara ett telefonnummer som 0900-12 34 56, inte ”{text}”.",
            f'must be a telephone number such as 0900-12 34 56, not "{text}".',
        )
    return text


def bare_mail_address(text: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", text):
        raise Problem(
            f"ska vara en e-postadress, inte ”{text}”.",
            f'must be an e-mail address, not "{text}".',
        )
    return text


def absolute_folder(text: str) -> Path:
    folder = Path(text).expanduser()
    if not folder.is_absolute() or (folder.exists() and not folder.is_dir()):
        raise Problem(
            f"ska vara en mapp med hela sökvägen (/…), inte ”{text}”.",
            f'must be a folder with its whole path (/…), not "{text}".',
        )
    return folder


def picture_file(text: str) -> Path:
    file = Path(text)
    if file.suffix.lower() not in {".svg", ".png"}:
        raise Problem("ska vara en SVG- eller PNG-fil.", "must be an SVG or PNG file.")
    try:
        file.open("rb").close()
    except OSError as error:
        raise Problem(
            f"går inte att läsa: {text} ({error.strerror}).",
            f"can't be read: {text} ({error.strerror}).",
        ) from error
    return file


def mail_server(text: str) -> str:
    """The address, or nothing for `console:`, which prints."""
    if text == "console:":
        return ""
    scheme = urlsplit(text).scheme
    # The address itself isn't repeated: it may hold a password.
    if scheme not in {"smtp", "smtp+starttls", "smtps"} or not _has_host(text):
        raise Problem(
            "ska se ut som smtp+starttls://användare:lösenord@värd:587 (eller smtps://, eller "
            "smtp:// utan kryptering), eller vara console:",
            "must look like smtp+starttls://user:password@host:587 (or smtps://, or smtp:// "
            "without encryption), or be console:",
        )
    if scheme == "smtp" and urlsplit(text).password:
        raise Problem(
            "skulle skicka lösenordet oskyddat: använd smtp+starttls:// eller smtps://.",
            "would send the password in the clear: use smtp+starttls:// or smtps://.",
        )
    return text


def mailboxes(text: str) -> list[str]:
    """Addresses of mailboxes, with blanks between."""
    # The addresses themselves aren't repeated: they hold passwords.
    found = text.split()
    for address in found:
        parts = urlsplit(address)
        known = parts.scheme in {"imaps", "imap+starttls"}
        if not (known and _has_host(address) and parts.username and parts.password):
            raise Problem(
                "ska se ut som imaps://användare:lösenord@värd/INBOX (eller imap+starttls://), "
                "med blanksteg mellan om det är flera.",
                "must look like imaps://user:password@host/INBOX (or imap+starttls://), with "
                "blanks between several.",
            )
    return found


def elks_address(text: str) -> str:
    """The address of 46elks' API, or nothing for `console:`."""
    if text == "console:":
        return ""
    parts = urlsplit(text)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    secure = parts.scheme == "https" or (parts.scheme == "http" and local)
    # The address itself isn't repeated: it holds a password.
    if not secure or not _has_host(text) or not parts.username or not parts.password:
        raise Problem(
            "ska se ut som https://användare:lösenord@api.46elks.com/a1.",
            "must look like https://user:password@api.46elks.com/a1.",
        )
    return text


def sms_sender(text: str) -> str:
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}|(?=.*[A-Za-z])[A-Za-z0-9]{3,11}", text):
        raise Problem(
            "ska vara ett nummer som +46701234567, eller 3–11 bokstäver a–z och siffror, "
            f"inte ”{text}”.",
            f'must be a number such as +46701234567, or 3–11 letters a–z and digits, not "{text}".',
        )
    return text


def secret(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{32,128}", text):
        raise Problem(
            "ska vara minst 32 tecken: bokstäver a–z, siffror, - och _.",
            "must be at least 32 characters: letters a–z, digits, - and _.",
        )
    return text


def database_address(text: str) -> dict[str, str]:
    """Libpq's parameters of an address, such as host, port, user, dbname, sslmode."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    understood = text.startswith(("postgres://", "postgresql://"))
    try:
        parameters = {key: str(value) for key, value in conninfo_to_dict(text).items()}
    except ProgrammingError:
        understood = False
    # The address itself isn't repeated: it may hold a password.
    if not understood or "dbname" not in parameters:
        raise Problem(
            "ska se ut som postgresql://användare:lösenord@värd:5432/databas.",
            "must look like postgresql://user:password@host:5432/database.",
        )
    return parameters


def _has_host(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and (parts.port is None or 0 < parts.port <= HIGHEST_PORT)
    except ValueError:
        return False
