"""The service centre: desks, guides, and everyone who gets in touch."""

from hundra.hear.contacts.models.contact import (
    TELLS_OF_PERSON,
    UNSETTLED,
    Contact,
    ContactEvent,
    ContactState,
    EventKind,
    Outcome,
    TicketCount,
)
from hundra.hear.contacts.models.desk import (
    LIVE_CHANNELS,
    Channel,
    Desk,
    DeskReason,
    OpeningHours,
    SpecialDay,
)
from hundra.hear.contacts.models.guide import (
    Availability,
    AvailabilitySpell,
    Guide,
    GuideLanguage,
    Level,
)
from hundra.hear.contacts.models.importing import (
    ContactImport,
    ImportMapping,
    ImportState,
    Makes,
)
from hundra.hear.contacts.models.learning import LearnedWord
from hundra.hear.contacts.models.mail import Enclosure, Letter, RefusedMail
from hundra.hear.contacts.models.voice import (
    Call,
    MenuVersion,
    Recording,
    VoiceMessage,
    WebhookReceipt,
)
from hundra.hear.contacts.models.words import WordsAsked

__all__ = [
    "LIVE_CHANNELS",
    "TELLS_OF_PERSON",
    "UNSETTLED",
    "Availability",
    "AvailabilitySpell",
    "Call",
    "Channel",
    "Contact",
    "ContactEvent",
    "ContactImport",
    "ContactState",
    "Desk",
    "DeskReason",
    "Enclosure",
    "EventKind",
    "Guide",
    "GuideLanguage",
    "ImportMapping",
    "ImportState",
    "LearnedWord",
    "Letter",
    "Level",
    "Makes",
    "MenuVersion",
    "OpeningHours",
    "Outcome",
    "Recording",
    "RefusedMail",
    "SpecialDay",
    "TicketCount",
    "VoiceMessage",
    "WebhookReceipt",
    "WordsAsked",
]
