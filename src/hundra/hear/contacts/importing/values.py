"""What single cells mean: what is missing, states, channels, places."""

from __future__ import annotations

from hundra.engines.tables import plain
from hundra.hear.contacts.models import Channel, Outcome

MISSING = {
    plain(word)
    for word in (
        *("", "n/a", "na", "null", "none", "nan", "nil", "#n/a", "-", "–", "?", "."),
        *("unspecified", "unknown", "not available", "missing", "okänd", "okänt", "saknas"),
        *("uppgift saknas", "ej angivet", "ej angiven"),
    )
}

OPEN, CLOSED = "open", "closed"
_CLOSED = (
    *("closed", "resolved", "completed", "complete", "done", "fixed", "cancelled", "canceled"),
    *("duplicate", "duplicate closed", "closed duplicate", "archived", "stängd", "stängt"),
    *("avslutad", "avslutat", "klar", "klart", "åtgärdad", "åtgärdat", "löst", "avskriven"),
)
_OPEN = (
    *("open", "opened", "new", "assigned", "started", "pending", "in progress", "on hold"),
    *("acknowledged", "received", "submitted", "reopened", "email sent", "referred"),
    *("öppen", "öppet", "ny", "nytt", "pågår", "pågående", "under handläggning", "väntar"),
    *("registrerad", "mottagen", "vilande"),
)
STATUSES = {plain(word): CLOSED for word in _CLOSED} | {plain(word): OPEN for word in _OPEN}

CHANNELS = {
    plain(word): channel
    for channel, words in {
        Channel.PHONE: (
            *("phone", "phone call", "call", "calls", "constituent call", "telephone", "voice"),
            *("voice in", "call center", "callcenter", "311", "telefon", "samtal", "tfn"),
        ),
        Channel.VISIT: (
            *("visit", "walk in", "walkin", "in person", "counter", "city hall", "besök"),
            *("reception", "disk", "medborgarkontor"),
        ),
        Channel.EMAIL: ("email", "e-mail", "e-post", "epost", "mejl", "mail in"),
        Channel.WEB: (
            *("online", "web", "website", "internet", "mobile", "mobile app", "mobile device"),
            *("app", "self service", "web self service", "selfservice", "open311", "form"),
            *("citizens connect app", "city worker app", "mobile/open311", "integrated agency"),
            *("webb", "webben", "e-tjänst", "formulär", "webbformulär", "chat", "chatt"),
        ),
        Channel.SOCIAL: (
            *("twitter", "x", "facebook", "instagram", "social", "social media"),
            *("sociala medier",),
        ),
        Channel.LETTER: ("letter", "post", "postal", "paper", "fax", "brev", "mail"),
    }.items()
    for word in words
}

OUTCOMES = {
    plain(word): outcome
    for outcome, words in {
        Outcome.SOLVED: ("solved", "resolved", "answered", "löst", "besvarad", "besvarat"),
        Outcome.CASE: ("case", "handed over", "ärende", "överlämnad", "överlämnat"),
        Outcome.CONNECTED: ("connected", "transferred", "kopplad", "kopplat", "vidarekopplad"),
        Outcome.REFERRED: ("referred", "hänvisad", "hänvisat"),
        Outcome.NOT_FOR_US: ("wrong number", "not for us", "fel nummer", "inte för oss"),
    }.items()
    for word in words
}

LANGUAGES = {
    plain(word): code
    for code, words in {
        "sv": ("svenska", "swedish"),
        "en": ("engelska", "english"),
        "ar": ("arabiska", "arabic"),
        "fa": ("persiska", "farsi", "persian"),
        "so": ("somaliska", "somali"),
        "fi": ("finska", "finnish"),
        "es": ("spanska", "spanish", "español"),
        "de": ("tyska", "german"),
        "ru": ("ryska", "russian"),
        "tr": ("turkiska", "turkish"),
    }.items()
    for word in (code, *words)
}
WORDS: dict[str, dict[str, str]] = {
    "status": STATUSES,
    "channel": {word: str(channel) for word, channel in CHANNELS.items()},
    "outcome": {word: str(outcome) for word, outcome in OUTCOMES.items()},
    "language": LANGUAGES,
}


def present(cell: str) -> str:
    """The cell on its own, or "" if it says that nothing is known."""
    text = cell.strip()
    return "" if len(text) <= len("uppgift saknas") and plain(text) in MISSING else text


def as_coordinate(text: str, most: float) -> float | None:
    """A coordinate in degrees; zero is what systems write when they don't know."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if -most <= value <= most and value != 0 else None
