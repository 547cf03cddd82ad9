"""From draft to out of sight: who may take each step, and what readers see after it."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.knowledge import TopicFactory, TranslationFactory, published_article, show
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role, User
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge import queries, services
from hundra.hear.knowledge.models import Address, Article, Audience, Revision, RevisionState
from hundra.hear.knowledge.services import Details
from hundra.hear.knowledge.wording import Link, Wording

pytestmark = pytest.mark.django_db

WORDING = Wording(
    title="Ansök om bygglov",
    short_answer="Du ansöker i e-tjänsten.",
    body="## När behövs det?\n\nNär du bygger till.",
    steps=("Läs om reglerna.", "Ansök."),
    links=(Link(kind="e-service", label="Ansök", url="https://e.example/bygglov"),),
)


@pytest.fixture
def unit() -> Unit:
    return UnitFactory()


@pytest.fixture
def writer(unit: Unit) -> User:
    return user_with(Role.EDITOR, unit)


@pytest.fixture
def second(unit: Unit) -> User:
    return user_with(Role.EDITOR, unit)


def drafted(writer: User, unit: Unit, **fields: object) -> Revision:
    details = {"topic": TopicFactory(), "slug": "bygglov", "audience": Audience.EVERYONE}
    article = services.create_article(
        by=writer, details=Details(owner_unit=unit, **{**details, **fields}), wording=WORDING
    )
    return Revision.objects.get(translation__article=article)


def readable(*audiences: str) -> list[Article]:
    return list(queries.readable_articles(audiences or Audience.values))


def test_a_draft_is_read_by_nobody_until_another_editor_approves_it(writer, second, unit):
    draft = drafted(writer, unit)
    assert readable() == []

    services.submit(by=writer, revision=draft)
    assert readable() == []
    with pytest.raises(services.NotYoursError):
        services.approve(by=writer, revision=draft)

    services.approve(by=second, revision=draft)
    assert readable(Audience.EVERYONE) == [draft.translation.article]


def test_who_once_wrote_in_the_draft_cannot_approve_it_either(writer, second, unit):
    draft = drafted(writer, unit)
    services.save_draft(by=second, translation=draft.translation, wording=WORDING)
    services.submit(by=second, revision=draft)

    for hand in (writer, second):
        with pytest.raises(services.NotYoursError):
            services.approve(by=hand, revision=draft)


def test_an_editor_of_another_unit_cannot_approve(writer, unit):
    draft = services.submit(by=writer, revision=drafted(writer, unit))

    with pytest.raises(services.NotYoursError):
        services.approve(by=user_with(Role.EDITOR, UnitFactory()), revision=draft)


def test_a_draft_without_what_readers_need_is_not_sent_for_approval(writer, unit):
    draft = drafted(writer, unit)
    services.save_draft(
        by=writer, translation=draft.translation, wording=Wording(title="Bara en rubrik")
    )

    with pytest.raises(services.IncompleteError) as caught:
        services.submit(by=writer, revision=draft)
    assert len(caught.value.missing) == 2


def test_readers_see_the_old_wording_until_the_new_one_is_approved(writer, second, unit):
    article = published_article(owner_unit=unit, title="Förr")
    translation = article.translations.get()
    draft = services.save_draft(by=writer, translation=translation, wording=WORDING)
    services.submit(by=writer, revision=draft)
    translation.refresh_from_db()
    assert translation.published.title == "Förr"

    services.approve(by=second, revision=draft)

    translation.refresh_from_db()
    assert translation.published.title == "Ansök om bygglov"
    assert list(translation.revisions.values_list("number", "state")) == [
        (2, RevisionState.PUBLISHED),
        (1, RevisionState.REPLACED),
    ]


def test_saving_over_somebody_elses_save_is_refused_and_nothing_is_written(writer, second, unit):
    draft = drafted(writer, unit)
    opened_at = draft.written_at
    services.save_draft(by=second, translation=draft.translation, wording=WORDING)

    with pytest.raises(services.ConflictError):
        services.save_draft(
            by=writer,
            translation=draft.translation,
            wording=Wording(title="Min text"),
            opened_at=opened_at,
        )
    assert Revision.objects.get(pk=draft.pk).title == "Ansök om bygglov"


def test_an_old_wording_comes_back_as_a_draft(writer, unit):
    article = published_article(owner_unit=unit, title="Först")
    translation = article.translations.get()
    first = translation.published
    show(translation, title="Sedan")

    draft = services.restore(by=writer, revision=first)

    assert (draft.title, draft.state, draft.number) == ("Först", RevisionState.DRAFT, 3)


def test_an_article_past_its_day_is_out_of_sight(unit):
    today = timezone.localdate()
    published_article(review_on=today - dt.timedelta(days=60), expires_on=today - dt.timedelta(1))
    last_day = published_article(review_on=today - dt.timedelta(days=60), expires_on=today)

    assert readable() == [last_day]


def test_looking_through_sets_the_next_days(writer, unit):
    article = published_article(owner_unit=unit)

    article = services.look_through(by=writer, article=article)

    today = timezone.localdate()
    assert article.reviewed_on == today
    assert article.review_on == today + dt.timedelta(days=365)
    assert article.expires_on == today + dt.timedelta(days=425)


def test_a_withdrawn_article_is_out_of_sight_until_it_is_put_back(writer, unit):
    article = published_article(owner_unit=unit)

    services.withdraw(by=writer, article=article, reason="Tjänsten finns inte längre.")
    assert readable() == []

    services.put_back(by=writer, article=article)
    assert readable() == [article]


def test_each_audience_reads_its_own(unit):
    everyone, employees, guides = (published_article(audience=each) for each in Audience)

    assert set(readable(Audience.EVERYONE)) == {everyone}
    assert set(readable(Audience.EVERYONE, Audience.EMPLOYEES)) == {everyone, employees}
    assert set(readable(*Audience.values)) == {everyone, employees, guides}


def details_of(article: Article, **changes: object) -> Details:
    fields = {name: getattr(article, name) for name in ("topic", "slug", "audience", "owner_unit")}
    return Details(**{**fields, **changes})


def test_a_wider_audience_waits_for_a_second_person(writer, second, unit):
    article = published_article(owner_unit=unit, audience=Audience.GUIDES)
    article = services.edit_details(
        by=writer, article=article, details=details_of(article, audience=Audience.EVERYONE)
    )
    assert (article.audience, article.wanted_audience) == (Audience.GUIDES, Audience.EVERYONE)

    with pytest.raises(services.NotYoursError):
        services.approve_audience(by=writer, article=article)
    services.approve_audience(by=second, article=article)

    article.refresh_from_db()
    assert (article.audience, article.wanted_audience) == (Audience.EVERYONE, "")


def test_a_narrower_audience_holds_at_once(writer, unit):
    article = published_article(owner_unit=unit)
    services.edit_details(
        by=writer, article=article, details=details_of(article, audience=Audience.GUIDES)
    )

    assert readable(Audience.EVERYONE) == []


def test_an_old_address_leads_on(writer, unit):
    article = published_article(owner_unit=unit, slug="gammal")

    services.edit_details(by=writer, article=article, details=details_of(article, slug="ny"))

    address = Address.objects.get()
    assert (address.topic_slug, address.slug, address.article) == (
        article.topic.slug,
        "gammal",
        article,
    )


def test_an_address_that_is_taken_is_refused_in_words(writer, unit):
    taken = published_article(owner_unit=unit)
    article = published_article(owner_unit=unit, topic=taken.topic)

    with pytest.raises(services.InvalidError, match=taken.slug):
        services.edit_details(
            by=writer, article=article, details=details_of(article, slug=taken.slug)
        )


def test_a_translation_is_behind_when_the_original_has_moved_on(writer, unit):
    article = published_article(owner_unit=unit)
    original = article.translations.get()
    english = services.begin_translation(by=writer, article=article, language="en", wording=WORDING)
    show(english, based_on=original.published)
    assert not queries.is_behind(english, original)

    show(original, title="Nytt")

    assert queries.is_behind(english, original)


@pytest.mark.parametrize(
    ("wanted", "languages", "shown"),
    [("en", ("sv", "en"), "en"), ("en", ("sv",), "sv"), ("so", ("sv", "en"), "sv")],
)
def test_the_readers_language_is_shown_where_it_is(wanted, languages, shown):
    article = published_article()
    for language in languages[1:]:
        show(TranslationFactory(article=article, language=language))

    found = queries.shown_translation(article.translations.all(), wanted)

    assert found is not None
    assert found.language == shown
