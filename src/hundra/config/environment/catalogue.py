"""Every setting of an installation. docs/reference/settings.md is written from this list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    name: str
    meaning: str
    default: str = ""  # as text, the way the environment gives it
    example: str = ""
    required: bool = False  # in production
    default_in_words: str = ""


SETTINGS = [
    Setting(
        "HUNDRA_BASE_URL",
        "The address that visitors use, without a path. Links in mails, feeds and sitemaps start "
        "with it. In production it must be `https://`.",
        default="http://localhost:8000",
        example="https://forbattringar.granby.example",
        required=True,
    ),
    Setting(
        "HUNDRA_SECRET_KEY",
        "Signs sessions and links. At least 50 characters, known to nobody else; make one with "
        '`python3 -c "import secrets; print(secrets.token_urlsafe(50))"`. Changing it signs '
        "everybody out.",
        required=True,
    ),
    Setting(
        "HUNDRA_SMTP_URL",
        "The mail server: `smtp+starttls://user:password@host:587`, `smtps://…` (encrypted from "
        "the first byte, port 465) or `smtp://…` (not encrypted, and so without a password). "
        "Blanks and signs in the password are percent-encoded. `console:` prints mail instead of "
        "sending it.",
        default="console:",
        example="smtp+starttls://hundra:hemligt@smtp.granby.example:587",
        required=True,
    ),
    Setting(
        "HUNDRA_IMAP_URL",
        "Mailboxes that the service centre fetches mail from each minute, with blanks between: "
        "`imaps://user:password@host/INBOX` or `imap+starttls://…`. Signs such as `@` in the user "
        "or the password are percent-encoded. Each must belong to Hundra alone: what is unread "
        "in it is taken in, and then marked as read. Nothing is removed from it.",
        default_in_words="none: no mail is fetched",
        example="imaps://kontakt%40granby.example:hemligt@imap.granby.example/INBOX",
    ),
    Setting(
        "HUNDRA_MAIL_FROM",
        "The sender of all mail: an address, or a name and an address.",
        default="Hundra <hundra@localhost>",
        example="Granby kommun <forbattringar@granby.example>",
        required=True,
    ),
    Setting(
        "HUNDRA_SMS_URL",
        "46elks for SMS: `https://user:password@api.46elks.com/a1`, with signs in the password "
        "percent-encoded. `console:` prints texts instead of sending them.",
        default="console:",
        example="https://u1234:hemligt@api.46elks.com/a1",
    ),
    Setting(
        "HUNDRA_SMS_FROM",
        "The sender of SMS: a number with its country code, or 3–11 letters a–z and digits, to "
        "which nobody can reply.",
        default="Hundra",
        example="Granby",
    ),
    Setting(
        "HUNDRA_VOICE_URL",
        "46elks for calls, the same way. Without it no provider is asked for anything, and guides "
        "ring back by hand; see docs/howto/telephony.md.",
        example="https://u1234:hemligt@api.46elks.com/a1",
    ),
    Setting(
        "HUNDRA_VOICE_SECRET",
        "Stands in the addresses that the telephone provider calls; whoever knows it may tell us "
        "of calls. At least 32 letters a–z, digits, - and _; make one with "
        '`python3 -c "import secrets; print(secrets.token_urlsafe(32))"`. Needed with '
        "`HUNDRA_VOICE_URL`. `hundra demo` makes its own.",
    ),
    Setting(
        "HUNDRA_MUNICIPALITY",
        "The municipality's name, as it stands in titles and stamps.",
        default="Granby kommun",
        required=True,
    ),
    Setting(
        "HUNDRA_BRAND_COLOR",
        "The one colour that the theme is made from, as `#rrggbb`. Shades with enough contrast "
        "are made from it.",
        default="#0b5c74",
    ),
    Setting("HUNDRA_LOGO", "A file with the logo: SVG or PNG.", example="/etc/hundra/logo.svg"),
    Setting(
        "HUNDRA_SEARCH_MEANING",
        "`1` searches articles by what they mean too, in any language, which takes about "
        "200 MB more of memory a process. `0` searches by their words alone.",
        default="1",
    ),
    Setting(
        "HUNDRA_SERVER_TIMING",
        "`1` tells with each answer how many milliseconds the server took, in the header "
        "`Server-Timing`, which browsers' developer tools show. For finding slow pages.",
        default="0",
    ),
    Setting(
        "HUNDRA_REPLY_DAYS",
        "Within how many working days a suggestion is promised an official reply.",
        default="10",
    ),
    Setting(
        "HUNDRA_HOME",
        "The folder for uploads, collected static files, and the database where there is no "
        "`DATABASE_URL`.",
        default_in_words="`~/.local/share/hundra`",
        example="/var/lib/hundra",
    ),
    Setting(
        "DATABASE_URL",
        "PostgreSQL 15 or newer: `postgresql://user:password@host:5432/name`, and whatever else "
        "libpq's addresses may hold. Without it, Hundra keeps a PostgreSQL of its own in "
        "`HUNDRA_HOME` (`hundra db`).",
        example="postgresql://hundra@/hundra?host=/run/postgresql",
    ),
    Setting(
        "HUNDRA_ALLOWED_HOSTS",
        "Further host names that the server answers to, with commas between.",
        default_in_words="the host of `HUNDRA_BASE_URL` alone",
    ),
    Setting(
        "HUNDRA_TRUSTED_PROXIES",
        "How many proxies of yours a visitor's request passes. So many of the last addresses in "
        "`X-Forwarded-For` are believed; with 0 the header is not.",
        default="0",
        example="1",
    ),
    Setting(
        "HUNDRA_EMBED_HOSTS",
        "Sites that may show the embedded list of improvements in a frame: host names with commas "
        "between, or `*` for any.",
        default="*",
        example="granby.example,*.granby.example",
    ),
    Setting(
        "HUNDRA_FILM_HOSTS",
        "Sites whose film files (.mp4, .webm) are played on our own pages: host names with commas "
        "between. Films elsewhere are shown as links. Whoever runs the site sees who plays them.",
        default_in_words="none",
        example="film.granby.example",
    ),
    Setting(
        "HUNDRA_CONTACT_PHONE",
        "The telephone number to the municipality, shown where search finds no answer.",
        example="0900-12 34 56",
    ),
    Setting(
        "HUNDRA_CONTACT_EMAIL",
        "The e-mail address to the municipality, shown in the same place.",
        example="kommun@granby.example",
    ),
    Setting(
        "HUNDRA_PROCESSES",
        "How many processes `hundra serve` runs.",
        default_in_words="the number of processors, at most 8",
    ),
    Setting(
        "HUNDRA_POOL_SIZE",
        "How many database connections each process keeps at most. 0 opens one per request.",
        default_in_words="8 in `hundra serve`, else 0",
    ),
    Setting(
        "HUNDRA_LOG_LEVEL",
        "The least serious messages that are logged: DEBUG, INFO, WARNING, ERROR or CRITICAL.",
        default="INFO",
    ),
    Setting(
        "HUNDRA_LOG_FORMAT",
        "`text`, one readable line per message, or `json`, one object per line.",
        default="text",
    ),
    Setting("HUNDRA_OIDC_NAME", "OpenID Connect: what the sign-in button calls it.", "Granby-ID"),
    Setting(
        "HUNDRA_OIDC_SERVER_URL",
        "OpenID Connect: the provider's address, or that of its discovery document. "
        "Set all three `HUNDRA_OIDC_` settings, or none.",
        example="https://login.granby.example/.well-known/openid-configuration",
    ),
    Setting("HUNDRA_OIDC_CLIENT_ID", "OpenID Connect: this installation's name at the provider."),
    Setting("HUNDRA_OIDC_CLIENT_SECRET", "OpenID Connect: this installation's secret there."),
    Setting("HUNDRA_SAML_NAME", "SAML: what the sign-in button calls it.", "Granby-ID"),
    Setting(
        "HUNDRA_SAML_ENTITY_ID",
        "SAML: the identity provider's entity ID. Set both this and `HUNDRA_SAML_METADATA_URL`, "
        "or neither.",
        example="https://idp.granby.example/idp",
    ),
    Setting(
        "HUNDRA_SAML_METADATA_URL",
        "SAML: where the identity provider's metadata lies.",
        example="https://idp.granby.example/metadata",
    ),
    Setting(
        "HUNDRA_SIGN_IN_ORIGINS",
        "Further sites that the sign-in button leads to, with commas between: where the provider's "
        "sign-in page lies at another host than its settings above.",
        example="https://inloggning.granby.example",
    ),
    Setting(
        "HUNDRA_ORGANISATION_NUMBER",
        "The municipality's organisation number. If set, only those are let in whom the sign-in "
        "service says belong to it (OIDC Sweden's claims `orgNumber` or `orgAffiliation`), and "
        "employees are recognised by their employee number.",
        example="212000-0000",
    ),
    Setting(
        "HUNDRA_TRUST_EMPLOYER_EMAIL",
        "1 if the sign-in service answers for the e-mail addresses it tells, as an employer's own "
        "does. With 0, only addresses that it says are verified are believed.",
        default="1",
    ),
    Setting(
        "HUNDRA_SESSION_IDLE_MINUTES",
        "After how many minutes without doing anything one is signed out.",
        default="240",
    ),
    Setting(
        "HUNDRA_SESSION_HOURS",
        "After how many hours one is signed out in any case.",
        default="12",
    ),
    Setting(
        "HUNDRA_DEBUG",
        "1 for developers: shows the program's inside when it fails. Only with a "
        "`HUNDRA_BASE_URL` on this machine; `hundra serve` refuses it.",
        default="0",
    ),
    Setting(
        "HUNDRA_DEMO",
        "1 in what `hundra demo` starts: plain HTTP, all hosts, mail printed. Not for real data.",
        default="0",
    ),
]
BY_NAME = {setting.name: setting for setting in SETTINGS}


def as_markdown() -> str:
    """The reference page of all settings."""
    parts = [
        "# Settings\n",
        "All settings come from the environment, and are checked when anything starts; all that "
        "is wrong is said at once. `hundra check-install` checks the rest. This page is made by "
        "`python -m hundra.config.environment`.\n",
    ]
    for setting in SETTINGS:
        needed = " (needed in production)" if setting.required else ""
        parts.append(f"## `{setting.name}`{needed}\n\n{setting.meaning}\n")
        default = setting.default_in_words or (f"`{setting.default}`" if setting.default else "")
        if default:
            parts.append(f"Default: {default}\n")
        if setting.example:
            parts.append(f"Example: `{setting.example}`\n")
    return "\n".join(parts)
