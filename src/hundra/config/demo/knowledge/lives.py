"""Articles drafted, approved, looked through and changed by the real services over two years."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from hundra.config.demo.improvements import manager_at
from hundra.config.demo.knowledge.films import create_films
from hundra.config.demo.knowledge.library import LibraryArticle, articles, entries
from hundra.config.demo.story import Story
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Person, Unit
from hundra.hear.knowledge import services
from hundra.hear.knowledge.exchange import ArticleFile
from hundra.hear.knowledge.models import (
    Article,
    ContactReason,
    Film,
    Revision,
    Topic,
    Translation,
)
from hundra.hear.knowledge.services import Details
from hundra.hear.knowledge.services.approving import publish
from hundra.hear.knowledge.wording import Wording

OLDEST, NEWEST = 700, 12
"""Days since the first and the last article was published."""
YEAR, MONTH = 365, 30
SOON = ("simskola", "torghandel", "semester-sa-ansoker-du", "aka-buss-i-granby", "boendestod")
"""To be looked through within a month."""
OVERDUE = ("medborgarforslag", "bisyssla")
EXPIRED = "skidspar-och-leder"
WITHDRAWN = "registrera-lotteri"
NEW_AND_WAITING = ("hastighet-och-farthinder", "borgerlig-vigsel")
CHANGED_AND_WAITING = ("fritidsgardar", "bestalla-dator")
IN_WORK = ("feriejobb-for-unga",)
"""The ones with a new draft that nobody has sent for approval."""
BEHIND = "sophamtning-tider"
"""Its English version was made from the wording before the present one."""
CHANGED: tuple[str, ...] = (
    "grovsopor-hamtas",
    "ansok-om-hemtjanst",
    "ansok-om-bygglov",
    "natfiske",
    BEHIND,
)
CHANGED += ("avgift-for-forskola-och-fritidshem", "ansok-om-fardtjanst", "rehabilitering")
WHAT_CHANGED = (
    "Nya avgifter från årsskiftet.",
    "Förtydligat efter frågor i telefon.",
    "Ny e-tjänst, nya steg.",
    "Stycket sist är nytt.",
)


@dataclass
class _Lives:
    """What all the articles' lives share."""

    story: Story
    writers: tuple[User, User]
    # Its own seed: what is added here leaves the rest of the demo as it was.
    rng: random.Random
    units: dict[str, Unit] = field(default_factory=dict)
    managers: dict[str, Person | None] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    reasons: dict[str, ContactReason] = field(default_factory=dict)
    films: dict[str, Film] = field(default_factory=dict)
    made: dict[str, Article] = field(default_factory=dict)

    def begin(self) -> None:
        """Topics, contact reasons and films, before the first article."""
        for entry in entries("topics"):
            self.topics[entry["slug"]] = Topic.objects.create(
                slug=entry["slug"],
                names=entry["name"],
                descriptions=entry["description"],
                icon=entry["icon"],
                order=entry["order"],
            )
        library = articles().values()
        for name in sorted({reason for each in library for reason in each.file.reasons}):
            self.reasons[name] = ContactReason.objects.create(name=name)
        for unit in Unit.objects.filter(ended_on=None).order_by("-path"):
            self.units[unit.name] = unit
        for name in sorted({each.file.unit for each in library}):
            self.managers[name] = manager_at(self.units[name])
        self.films = create_films(owner=self.units["Service och kommunikation"], by=self.writers[0])

    def details(self, entry: LibraryArticle) -> Details:
        file = entry.file
        return Details(
            topic=self.topics[entry.topic],
            slug=entry.slug,
            audience=file.audience,
            owner_unit=self.units[file.unit],
            responsible=self.managers[file.unit],
            reasons=[self.reasons[name] for name in file.reasons],
        )

    def wording(self, file: ArticleFile) -> Wording:
        return file.wording(films=[self.films[slug].pk for slug in file.films])


def plan_knowledge(story: Story, users: dict[str, User]) -> None:
    """Plans every article's life into the story."""
    writers = users["redaktor"], users["redaktor2"]
    lives = _Lives(story, writers, random.Random("knowledge"))  # noqa: S311 - a demo.
    story.at(story.day(OLDEST + 30), lives.begin, by=writers[0])
    shown = [entry for entry in articles().values() if entry.slug not in NEW_AND_WAITING]
    lives.rng.shuffle(shown)
    for position, entry in enumerate(shown):
        days_ago = OLDEST - (OLDEST - NEWEST) * position / len(shown)
        if entry.slug in {*SOON, *OVERDUE, *CHANGED, *CHANGED_AND_WAITING, EXPIRED}:
            days_ago = max(days_ago, YEAR + 4 * MONTH)
        _plan_life(lives, entry, days_ago)
    for entry in (articles()[slug] for slug in NEW_AND_WAITING):
        _plan_new_and_waiting(lives, entry)


def _plan_life(lives: _Lives, entry: LibraryArticle, days_ago: float) -> None:
    writer, second = _pair(lives)
    moment = lives.story.day(days_ago)
    first = entry.file
    if entry.slug in CHANGED:
        first = replace(first, body=_without_end(first.body))
    _plan_first(lives, entry, first, moment, writer, second)
    for language, file in entry.translations.items():
        _plan_version(lives, entry, language, file, moment + timedelta(days=20))
    if entry.slug in CHANGED:
        _plan_change(lives, entry, lives.story.day(lives.rng.randint(40, 300)))
    for checked in _checks(lives, entry.slug, days_ago):
        by = lives.rng.choice(lives.writers)
        look = partial(_look_through, lives, entry, by=by)
        lives.story.at(lives.story.day(checked), look, by=by)
    _plan_end(lives, entry, writer)


def _plan_first(
    lives: _Lives,
    entry: LibraryArticle,
    file: ArticleFile,
    moment: datetime,
    writer: User,
    second: User,
) -> None:
    def draft() -> None:
        lives.made[entry.slug] = services.create_article(
            by=writer, details=lives.details(entry), wording=lives.wording(file)
        )

    def show() -> None:
        _publish(_draft_of(lives, entry.slug, "sv"), second)

    lives.story.at(moment - timedelta(days=3), draft, by=writer)
    lives.story.at(moment, show, by=second)


def _plan_version(
    lives: _Lives, entry: LibraryArticle, language: str, file: ArticleFile, moment: datetime
) -> None:
    writer, second = _pair(lives)

    def show() -> None:
        translation = services.begin_translation(
            by=writer,
            article=lives.made[entry.slug],
            language=language,
            wording=lives.wording(file),
        )
        _publish(_draft_of(lives, entry.slug, translation.language), second)

    lives.story.at(moment, show, by=second)


def _plan_change(lives: _Lives, entry: LibraryArticle, moment: datetime) -> None:
    writer, second = _pair(lives)
    note = lives.rng.choice(WHAT_CHANGED)

    def show() -> None:
        wording = replace(lives.wording(entry.file), change_note=note)
        draft = services.save_draft(
            by=writer, translation=_translation_of(lives, entry.slug, "sv"), wording=wording
        )
        _publish(draft, second)

    lives.story.at(moment, show, by=second)


def _plan_end(lives: _Lives, entry: LibraryArticle, writer: User) -> None:
    """What some articles have come to by today."""
    story = lives.story

    def change(*, send: bool) -> None:
        body = f"{entry.file.body}\n\nHör av dig om du undrar över något, så hjälper vi dig."
        wording = replace(lives.wording(replace(entry.file, body=body)), change_note="Avslutning.")
        draft = services.save_draft(
            by=writer, translation=_translation_of(lives, entry.slug, "sv"), wording=wording
        )
        if send:
            services.submit(by=writer, revision=draft)

    def withdraw() -> None:
        reason = "Länsstyrelsen tar över frågan. Vi svarar inte längre på den."
        services.withdraw(by=writer, article=lives.made[entry.slug], reason=reason)

    if entry.slug in CHANGED_AND_WAITING:
        story.at(story.day(5), lambda: change(send=True), by=writer)
    if entry.slug in IN_WORK:
        story.at(story.day(3), lambda: change(send=False), by=writer)
    if entry.slug == WITHDRAWN:
        story.at(story.day(9), withdraw, by=writer)


def _plan_new_and_waiting(lives: _Lives, entry: LibraryArticle) -> None:
    writer, _ = _pair(lives)

    def send() -> None:
        services.create_article(
            by=writer, details=lives.details(entry), wording=lives.wording(entry.file)
        )
        draft = Revision.objects.get(
            translation__article__slug=entry.slug,
            translation__article__topic__slug=entry.topic,
        )
        services.submit(by=writer, revision=draft)

    lives.story.at(lives.story.day(4), send, by=writer)


def _publish(draft: Revision, second: User) -> None:
    """As by `submit` and `approve`, but for the mail, which was read long ago."""
    draft.submitted_at = timezone.now()
    draft.save(update_fields=["submitted_at"])
    publish(draft, by=second)


def _look_through(lives: _Lives, entry: LibraryArticle, *, by: User) -> None:
    services.look_through(by=by, article=lives.made[entry.slug])


def _checks(lives: _Lives, slug: str, days_ago: float) -> Iterator[int]:
    """How many days ago the article was looked through, after it was published."""
    last = {EXPIRED: YEAR + 3 * MONTH}
    last |= {each: YEAR + 9 + 14 * at for at, each in enumerate(OVERDUE)}
    last |= {each: YEAR - 4 - 5 * at for at, each in enumerate(SOON)}
    if slug in last:
        yield last[slug]
    elif days_ago > YEAR - 2 * MONTH:
        yield lives.rng.randint(5, 300)


def _pair(lives: _Lives) -> tuple[User, User]:
    one, other = lives.rng.sample(lives.writers, 2)
    return one, other


def _without_end(body: str) -> str:
    """The body without its last part: what it was before somebody added to it."""
    return body.rpartition("\n## ")[0] or body


def _translation_of(lives: _Lives, slug: str, language: str) -> Translation:
    return Translation.objects.get(article=lives.made[slug], language=language)


def _draft_of(lives: _Lives, slug: str, language: str) -> Revision:
    return Revision.objects.get(
        translation=_translation_of(lives, slug, language), approved_at=None
    )
