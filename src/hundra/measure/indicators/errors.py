"""What can stop a change of a series."""

from django.utils.translation import gettext as _


class IndicatorsError(Exception):
    """Something that the person can put right; its text says how."""


class NameTakenError(IndicatorsError):
    def __init__(self) -> None:
        super().__init__(_("The programme has a series with that name already. Choose another."))


class YearError(IndicatorsError):
    def __init__(self) -> None:
        super().__init__(_("Choose a year between 1900 and 2200."))
