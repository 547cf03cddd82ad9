"""Every write to knowledge."""

from hundra.hear.knowledge.errors import (
    ConflictError,
    IncompleteError,
    InvalidError,
    KnowledgeError,
    NotPossibleError,
    NotYoursError,
)
from hundra.hear.knowledge.services.approving import (
    approve,
    approve_audience,
    decline_audience,
    send_back,
    submit,
)
from hundra.hear.knowledge.services.attaching import (
    add_document,
    add_picture,
    describe_attachment,
    remove_attachment,
)
from hundra.hear.knowledge.services.drafting import (
    begin_translation,
    create_article,
    discard_draft,
    restore,
    save_draft,
    wording_of,
)
from hundra.hear.knowledge.services.filming import (
    FilmDetails,
    FilmFiles,
    hide_film,
    publish_film,
    save_film,
)
from hundra.hear.knowledge.services.keeping import (
    Details,
    edit_details,
    look_through,
    put_back,
    withdraw,
)
from hundra.hear.knowledge.services.sorting import (
    move_topic,
    remove_reason,
    remove_topic,
    save_reason,
    save_topic,
)

__all__ = [
    "ConflictError",
    "Details",
    "FilmDetails",
    "FilmFiles",
    "IncompleteError",
    "InvalidError",
    "KnowledgeError",
    "NotPossibleError",
    "NotYoursError",
    "add_document",
    "add_picture",
    "approve",
    "approve_audience",
    "begin_translation",
    "create_article",
    "decline_audience",
    "describe_attachment",
    "discard_draft",
    "edit_details",
    "hide_film",
    "look_through",
    "move_topic",
    "publish_film",
    "put_back",
    "remove_attachment",
    "remove_reason",
    "remove_topic",
    "restore",
    "save_draft",
    "save_film",
    "save_reason",
    "save_topic",
    "send_back",
    "submit",
    "withdraw",
    "wording_of",
]
