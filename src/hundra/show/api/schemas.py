"""What the API answers with. Every field here is public; nothing is passed through unnamed."""

from __future__ import annotations

import datetime as dt
from typing import Generic, Literal, TypeVar

from ninja import Schema
from pydantic import Field

Item = TypeVar("Item")

Audience = Literal["citizens", "employees"]
State = Literal["idea", "planned", "stamped", "delivered", "followed_up", "withdrawn"]


class Problem(Schema):
    """What went wrong, as RFC 9457 describes. In the language that Accept-Language asks for."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


class Fault(Schema):
    parameter: str
    message: str


class Topic(Schema):
    slug: str
    name: str


class Unit(Schema):
    code: str
    name: str


class Programme(Schema):
    """A promise of a number of improvements."""

    slug: str
    name: str
    tagline: str
    goal: int
    goal_citizens: int
    goal_employees: int
    starts_on: dt.date
    ends_on: dt.date | None
    stamped: int = Field(description="How many have a number and stand: stamped or further.")
    delivered: int = Field(description="How many of those are delivered.")


class Improvement(Schema):
    """One improvement. `number` is null for those that are coming, and never changes once given."""

    id: int
    number: int | None
    programme: str
    audience: Audience
    state: State
    title: str
    summary: str
    topic: Topic | None
    unit: Unit | None
    planned_for: dt.date | None
    stamped_at: dt.datetime | None
    delivered_on: dt.date | None
    followed_up_on: dt.date | None
    withdrawn_on: dt.date | None
    measure: str = Field(description="What is measured, in words.")
    baseline: str = Field(description="How it was before.")
    target: str = Field(description="The goal.")
    changed_at: dt.datetime
    page: str = Field(description="Where people read about it.")


class Update(Schema):
    """News about an improvement. The text is Markdown."""

    improvement: int = Field(description="The improvement's number.")
    published_at: dt.datetime
    text: str
    page: str


class Answered(Schema):
    """A published suggestion that the improvement answers."""

    number: int
    title: str
    text: str


class ImprovementWithStory(Improvement):
    """One improvement with its story and updates. Texts are Markdown."""

    story: str
    outcome: str = Field(description="What came of it.")
    withdrawal_reason: str
    suggestions: list[Answered]
    other_suggestions: int = Field(description="Answered suggestions that are not published.")
    updates: list[Update]


class YearValue(Schema):
    year: int
    value: float
    note: str


class Series(Schema):
    """A figure counted once a year, such as applications for summer jobs."""

    name: str
    unit_of_measure: str = Field(description="What is counted.")
    definition: str
    source: str
    years: list[YearValue]


class SeriesList(Schema):
    items: list[Series]


class Page(Schema, Generic[Item]):
    """A part of a list. `next` and `previous` are complete addresses."""

    count: int = Field(description="How many there are in all.")
    page: int
    pages: int
    next: str | None
    previous: str | None
    items: list[Item]


class Programmes(Schema):
    items: list[Programme]
