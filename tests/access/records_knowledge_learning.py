"""What is noted of use, verdicts, searches and synonyms, that the matrix walks."""

import uuid

from tests.access.records import Address, World, record
from tests.factories.knowledge import published_article


@record("learning=search")
def search(world: World) -> Address:
    said = {"secret": str(uuid.uuid4()), "words": "sopor", "hits": "0", "language": "sv"}
    return Address({}, said)


@record("learning=opened")
def opened(world: World) -> Address:
    article = published_article(owner_unit=world.own)
    return Address({"article": article.pk}, {"language": "sv"})
