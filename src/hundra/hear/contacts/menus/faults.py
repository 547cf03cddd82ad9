"""What can be wrong with a phone menu, as data. `wording` says it to people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    # The shape of the saved data.
    NOT_A_MENU = "not_a_menu"
    NO_NODES = "no_nodes"
    TOO_MANY_NODES = "too_many_nodes"
    BAD_NODE_KEY = "bad_node_key"
    UNKNOWN_KIND = "unknown_kind"
    BAD_FIELD = "bad_field"
    # What it means.
    NO_LANGUAGE = "no_language"
    BAD_LANGUAGE = "bad_language"
    NO_START = "no_start"
    UNKNOWN_NODE = "unknown_node"
    NO_TARGET = "no_target"
    UNREACHABLE = "unreachable"
    NO_KEYS = "no_keys"
    BAD_KEY = "bad_key"
    ONE_KEY = "one_key"
    UNKNOWN_LANGUAGE = "unknown_language"
    MISSING_TEXT = "missing_text"
    TOO_LONG = "too_long"
    ENDLESS = "endless"
    NO_HUMAN = "no_human"
    NO_QUEUE = "no_queue"
    UNKNOWN_REASON = "unknown_reason"
    UNKNOWN_RECORDING = "unknown_recording"
    BAD_REPEAT = "bad_repeat"


@dataclass(frozen=True)
class Fault:
    """One fault: at a node (empty: the whole menu), with what it is about."""

    code: Code
    node: str = ""
    about: str = ""
    further: Mapping[str, str] | None = None
