"""What is noted of use, verdicts, searches and synonyms, that the matrix walks."""

import uuid

from tests.access.records import Address, World, record
from tests.factories.knowledge import published_article

from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.models import (
    Article,
    Audience,
    SearchGroup,
    SearchNeed,
    Synonym,
    Translation,
    Verdict,
)
from hundra.hear.knowledge.services import learning


def text_of(article: Article) -> Translation:
    return article.translations.get()


def verdict(unit: Unit) -> Verdict:
    article = published_article(owner_unit=unit)
    return learning.give_verdict(translation=text_of(article), door="public", helped=False)


@record("learning=search")
def search(world: World) -> Address:
    said = {"secret": str(uuid.uuid4()), "words": "sopor", "hits": "0", "language": "sv"}
    return Address({}, said)


@record("learning=opened")
def opened(world: World) -> Address:
    article = published_article(owner_unit=world.own)
    return Address({"article": article.pk}, {"language": "sv"})


@record("learning=for everyone")
def for_everyone(world: World) -> Address:
    article = published_article(owner_unit=world.own)
    return Address({"translation": text_of(article).pk}, {"hjalpte": "nej"})


@record("learning=for guides")
def for_guides(world: World) -> Address:
    article = published_article(owner_unit=world.own, audience=Audience.GUIDES)
    return Address({"translation": text_of(article).pk}, {"hjalpte": "nej"})


@record("learning=own verdict")
def own_verdict(world: World) -> Address:
    return Address({"verdict": verdict(world.own).pk})


@record("learning=other verdict")
def other_verdict(world: World) -> Address:
    return Address({"verdict": verdict(world.other).pk})


@record("learning=secret")
def secret(world: World) -> Address:
    return Address({"secret": verdict(world.own).secret}, {"reason": "other"})


@record("learning=no secret")
def no_secret(world: World) -> Address:
    return Address({"secret": uuid.uuid4()})


@record("learning=group")
def group(world: World) -> Address:
    made = SearchGroup.objects.create(key="hundskatt", words="hundskatt", language="sv")
    return Address({"group": made.pk}, {"decision": "not_ours"})


@record("learning=need")
def need(world: World) -> Address:
    made = SearchNeed.objects.create(key="vigsel", words="vigsel", decision="not_ours")
    return Address({"need": made.pk})


@record("learning=synonym")
def synonym(world: World) -> Address:
    made = Synonym.objects.create(said="dagis", means="förskola")
    return Address({"synonym": made.pk})


@record("learning=new synonym")
def new_synonym(world: World) -> Address:
    return Address({}, {"said": "soffice", "means": "kontor", "language": "sv"})
