"""Every write to self-study."""

from hundra.hear.study.errors import (
    IncompleteError,
    InvalidError,
    NotOpenError,
    NotPossibleError,
    StudyError,
)
from hundra.hear.study.services.asking import (
    AskedOption,
    move_question,
    remove_question,
    save_question,
)
from hundra.hear.study.services.learning import Answered, CheckedQuestion, answer, finish
from hundra.hear.study.services.writing import (
    Details,
    Material,
    add_step,
    create_path,
    edit_path,
    edit_step,
    move_step,
    publish,
    remove_step,
    withdraw,
)

__all__ = [
    "Answered",
    "AskedOption",
    "CheckedQuestion",
    "Details",
    "IncompleteError",
    "InvalidError",
    "Material",
    "NotOpenError",
    "NotPossibleError",
    "StudyError",
    "add_step",
    "answer",
    "create_path",
    "edit_path",
    "edit_step",
    "finish",
    "move_question",
    "move_step",
    "publish",
    "remove_question",
    "remove_step",
    "save_question",
    "withdraw",
]
