"""What addresses of staffing are made of."""

import datetime as dt

from django.urls import register_converter


class Day:
    """A date in an address: 2027-03-01."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


register_converter(Day, "day")
