"""What the API answers with. Every field here is public; nothing is passed through unnamed."""

from __future__ import annotations

import datetime as dt
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, Field

Item = TypeVar("Item")

Audience = Literal["citizens", "employees"]
State = Literal["idea", "planned", "stamped", "delivered", "followed_up", "withdrawn"]


class Problem(BaseModel):
    """What went wrong, as RFC 9457 describes. In the language that Accept-Language asks for."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


class Fault(BaseModel):
    parameter: str
    message: str


class Topic(BaseModel):
    slug: str
    name: str


class Unit(BaseModel):
    code: str
    name: str


class Programme(BaseModel):
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


class Improvement(BaseModel):
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


class Update(BaseModel):
    """News about an improvement. The text is Markdown."""

    improvement: int = Field(description="The improvement's number.")
    published_at: dt.datetime
    text: str
    page: str


class Answered(BaseModel):
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


class YearValue(BaseModel):
    year: int
    value: float
    note: str


class Series(BaseModel):
    """A figure counted once a year, such as applications for summer jobs."""

    name: str
    unit_of_measure: str = Field(description="What is counted.")
    definition: str
    source: str
    years: list[YearValue]


class SeriesList(BaseModel):
    items: list[Series]


class HelpTopic(BaseModel):
    """A part of the help pages."""

    slug: str
    name: str
    description: str
    articles: int = Field(description="How many answers it holds.")
    page: str = Field(description="Where people read them.")


class HelpTopics(BaseModel):
    items: list[HelpTopic]


class Article(BaseModel):
    """An answer to what people ask, in one of its languages."""

    id: int
    language: str = Field(description="The language of the texts here.")
    languages: list[str] = Field(description="All languages that there are texts in.")
    title: str
    short_answer: str
    keywords: list[str]
    topic: Topic
    unit: Unit = Field(description="Who answers for it.")
    reasons: list[str] = Field(description="What people get in touch about that it answers.")
    reviewed_on: dt.date | None = Field(description="When somebody last saw that it is right.")
    published_at: dt.datetime | None = Field(description="When this text was published.")
    page: str = Field(description="Where people read it.")


class Link(BaseModel):
    """A way on: an e-service, a form, a page, or a telephone number (tel:)."""

    kind: Literal["e-service", "form", "page", "phone"]
    label: str
    url: str


class ArticleWithText(Article):
    """An answer with all that it says. The text is Markdown; its pictures are not here."""

    steps: list[str]
    text: str
    links: list[Link]


class Why(BaseModel):
    """A reason for a hit: a word asked for, and the word of the text that it met."""

    kind: str = Field(description="“meaning” if no word met, else how: “exact”, “part” …")
    asked: str
    met: str


class Hit(BaseModel):
    """An answer found."""

    rank: int
    id: int
    language: str
    title: str
    short_answer: str
    topic: Topic
    heading: str = Field(description="The heading over the passage.")
    passage: str = Field(description="The stretch of the text that answers best.")
    marks: list[list[int]] = Field(description="From and to of the words met in the passage.")
    why: list[Why]
    page: str


class SearchResult(BaseModel):
    """The answers found, best first."""

    corrected: str = Field(description="The question as it was understood, if misspelt.")
    sure: bool = Field(description="False if the answers are only the nearest in meaning.")
    items: list[Hit]


class Page(BaseModel, Generic[Item]):
    """A part of a list. `next` and `previous` are complete addresses."""

    count: int = Field(description="How many there are in all.")
    page: int
    pages: int
    next: str | None
    previous: str | None
    items: list[Item]


class Programmes(BaseModel):
    items: list[Programme]
