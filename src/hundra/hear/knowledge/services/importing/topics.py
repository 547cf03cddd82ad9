"""topics.yaml, which an export begins with: topics that are not there yet are made."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from hundra.hear.knowledge.errors import InvalidError, KnowledgeError
from hundra.hear.knowledge.exchange import slug_of
from hundra.hear.knowledge.exchange.archive import Package
from hundra.hear.knowledge.exchange.topics_file import TOPICS, FileTopic, read_topics
from hundra.hear.knowledge.models import Topic
from hundra.hear.knowledge.services.importing.places import Places
from hundra.hear.knowledge.services.importing.report import FileReport, Outcome


def take_topics(package: Package, places: Places) -> Iterator[FileReport]:
    """Makes the topics that are new; those that are there stay as they are."""
    path = next((path for path in package.files if path.split("/")[-1] == TOPICS), None)
    if path is None or path.count("/") > 1:
        return
    try:
        for said in read_topics(package.read(path)):
            if said.slug.casefold() not in places.topics:
                places.learn_topic(_create(said))
                title = next(iter(said.names.values()))
                yield FileReport(file=TOPICS, outcome=Outcome.NEW, title=title)
    except KnowledgeError as error:
        yield FileReport(file=TOPICS, outcome=Outcome.REFUSED, fault=str(error))


def _create(said: FileTopic) -> Topic:
    if said.slug != slug_of(said.slug) or len(said.slug) > 60 or not said.names:  # noqa: PLR2004
        raise InvalidError(_("Give each topic a slug in plain letters, and a name."))
    return Topic.objects.create(
        slug=said.slug,
        names=said.names,
        descriptions=said.descriptions,
        icon=said.icon[:40] or "circle-help",
        order=said.order,
    )
