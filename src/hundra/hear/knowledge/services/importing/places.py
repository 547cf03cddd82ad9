"""Where an article of a file belongs: topic, address, unit, reasons, and who may put it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import active_units
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.errors import InvalidError, NotYoursError
from hundra.hear.knowledge.exchange import ArticleFile, slug_of
from hundra.hear.knowledge.exchange.sending import Sent
from hundra.hear.knowledge.models import Address, Article, Audience, ContactReason, Film, Topic
from hundra.hear.knowledge.services.importing.options import ImportOptions

LONGEST_REASON = 80


@dataclass(frozen=True)
class Place:
    """An article's address: one file's, or the one that a translation belongs to."""

    topic: Topic
    slug: str


@dataclass
class Places:
    """Looks up what files call by name. Made once for an import."""

    by: User | None
    options: ImportOptions
    topics: dict[str, Topic] = field(default_factory=dict)
    units: dict[str, list[Unit]] = field(default_factory=dict)
    reasons: dict[str, ContactReason] = field(default_factory=dict)
    films: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for topic in Topic.objects.all():
            self.learn_topic(topic)
        for unit in active_units():
            for word in (unit.name, unit.code):
                self.units.setdefault(word.casefold(), []).append(unit)
        self.reasons = {one.name.casefold(): one for one in ContactReason.objects.all()}
        self.films = dict(Film.objects.values_list("slug", "pk"))

    def learn_topic(self, topic: Topic) -> None:
        for word in (topic.slug, *topic.names.values()):
            self.topics[word.casefold()] = topic

    def of(self, sent: Sent) -> Place:
        """Raises InvalidError if the topic is not to be told, or there is no address."""
        file = sent.article
        if file is None:
            raise InvalidError(sent.fault)
        wanted = file.original or sent.original or file.slug or sent.slug
        slug = slug_of(wanted) or slug_of(file.title)
        if not slug:
            raise InvalidError(_("Write an address in plain letters, as slug: or adress:."))
        return Place(self._topic(file, sent.folders), slug)

    def article_at(self, place: Place) -> Article | None:
        """The article that has the address, or had it."""
        articles = Article.objects.select_related("topic", "owner_unit").select_for_update(
            of=("self",)
        )
        found = articles.filter(topic=place.topic, slug=place.slug).first()
        if found is not None:
            return found
        old = Address.objects.filter(topic_slug=place.topic.slug, slug=place.slug).first()
        return articles.get(pk=old.article_id) if old else None

    def unit_of(self, file: ArticleFile, article: Article | None) -> Unit:
        """The unit named, else the article's own, else what holds for all."""
        unit = self._unit_named(file.unit) if file.unit else None
        unit = unit or (article.owner_unit if article else self.options.unit)
        if unit is None:
            raise InvalidError(_("Write which unit the article belongs to, as unit: or enhet:."))
        if self.by is not None and not rules.may_write_for(self.by, unit):
            raise NotYoursError(
                _("You are not an editor at %(unit)s. Ask somebody who is.") % {"unit": unit}
            )
        return unit

    def audience_of(self, file: ArticleFile, article: Article | None) -> str:
        audience = file.audience or (article.audience if article else self.options.audience)
        if not audience:
            raise InvalidError(
                _(
                    "Write whom the article is for, as audience: or målgrupp:. "
                    "Choose among %(words)s."
                )
                % {"words": ", ".join(Audience.values)}
            )
        return audience

    def reasons_of(self, file: ArticleFile, article: Article | None) -> list[ContactReason]:
        """Those named, made if they are new; the article's own if none are."""
        if not file.reasons:
            return list(article.reasons.all()) if article else []
        return [self._reason(name) for name in dict.fromkeys(file.reasons)]

    def _reason(self, name: str) -> ContactReason:
        if len(name) > LONGEST_REASON:
            raise InvalidError(
                _("Write each contact reason in at most %(most)d characters.")
                % {"most": LONGEST_REASON}
            )
        found = self.reasons.get(name.casefold())
        return found or ContactReason.objects.get_or_create(name=name)[0]

    def _topic(self, file: ArticleFile, folders: Sequence[str]) -> Topic:
        if file.topic:
            topic = self.topics.get(file.topic.casefold())
            if topic is None:
                raise InvalidError(
                    _("There is no topic “%(topic)s”. Make it first, or write another.")
                    % {"topic": file.topic[:60]}
                )
            return topic
        named = (self.topics.get(folder.casefold()) for folder in folders)
        topic = next(filter(None, named), self.options.topic)
        if topic is None:
            raise InvalidError(
                _("Write which topic the article belongs to, as topic: or ämne:, or choose one.")
            )
        return topic

    def _unit_named(self, name: str) -> Unit:
        found = self.units.get(name.casefold(), [])
        if len(found) == 1:
            return found[0]
        values = {"unit": name[:100]}
        if not found:
            raise InvalidError(_("There is no unit “%(unit)s”. Write it as it is called.") % values)
        raise InvalidError(
            _("Several units are called “%(unit)s”. Write the unit's code.") % values
        )


def address_of(place: Place, audience: str) -> str:
    """Where readers find the article, for links from other articles."""
    name = "help_article" if audience == Audience.EVERYONE else "knowledge_article"
    with translation.override("sv"):
        return reverse(name, kwargs={"topic": place.topic.slug, "slug": place.slug})
