"""Editors: paths from begun to withdrawn, and steps that somebody has done are kept."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import UserFactory, user_with
from tests.factories.knowledge import FilmFactory, published_article
from tests.factories.organisation import UnitFactory
from tests.factories.study import PathFactory, StepFactory, ask

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.services import close_after_employment
from hundra.core.audit import retention
from hundra.core.audit.models import RetentionDecision
from hundra.core.audit.queries import trail
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.models import Article, Audience, Film
from hundra.hear.study import queries, rules, services
from hundra.hear.study.errors import IncompleteError, InvalidError, NotPossibleError
from hundra.hear.study.models import Path, Question, Step, StepDone
from hundra.hear.study.services import AskedOption, Material

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return UnitFactory()


@pytest.fixture
def editor(unit: Unit) -> User:
    return user_with(Role.EDITOR, unit)


@pytest.fixture
def path(unit: Unit) -> Path:
    return PathFactory(owner_unit=unit)


@pytest.fixture
def client(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def test_a_path_goes_from_new_to_published_and_withdrawn(client, editor, unit):
    details = {"title": "Ny på jobbet", "audience": "employees", "owner_unit": unit.pk}
    answer = client.post(reverse("study_new"), {**details, "minutes": 20})
    path = Path.objects.get()
    assert answer.url == reverse("study_edit", kwargs={"pk": path.pk})
    assert (path.slug, path.minutes, path.published_at) == ("ny-pa-jobbet", 20, None)

    with pytest.raises(IncompleteError):
        services.publish(by=editor, path=path)

    adding = reverse("study_new_step", kwargs={"pk": path.pk, "kind": "text"})
    added = client.post(adding, {"title": "Välkommen", "text": "Hej!"})
    step = Step.objects.get()
    at = {"pk": path.pk, "step": step.pk}
    assert added.url == reverse("study_edit_step", kwargs=at)
    question = {
        "text": "Vad sa vi?",
        "explanation": "Vi sa hej.",
        "option_1": "Hej",
        "right_1": "on",
        "option_2": "Hej då",
    }
    client.post(reverse("study_new_question", kwargs=at), question)
    assert list(Question.objects.get().options.values_list("position", "text", "right")) == [
        (1, "Hej", True),
        (2, "Hej då", False),
    ]

    client.post(reverse("study_act", kwargs={"pk": path.pk, "what": "publicera"}))
    learner = UserFactory()
    assert [one.path for one in queries.paths_for(learner)] == [path]
    client.post(reverse("study_act", kwargs={"pk": path.pk, "what": "dra-tillbaka"}))
    assert queries.paths_for(learner) == []
    client.post(reverse("study_act", kwargs={"pk": path.pk, "what": "publicera"}))
    assert [one.path for one in queries.paths_for(learner)] == [path]


def test_what_is_published_is_not_published_again(editor, path):
    StepFactory(path=path)
    with pytest.raises(NotPossibleError):
        services.publish(by=editor, path=path)
    services.withdraw(by=editor, path=path)
    with pytest.raises(NotPossibleError):
        services.withdraw(by=editor, path=path)


def test_an_address_that_is_taken_keeps_what_was_typed(client, path, unit):
    sent = {"title": "Annan", "audience": "employees", "owner_unit": unit.pk, "slug": path.slug}
    answer = client.post(reverse("study_new"), sent)
    assert answer.status_code == 422
    assert "Det finns redan en studieväg med adressen" in answer.content.decode()
    assert 'value="Annan"' in answer.content.decode()


def test_a_step_that_somebody_has_done_is_retired_others_are_deleted(editor, path):
    done, undone = StepFactory(path=path), StepFactory(path=path)
    StepDone.objects.create(user=UserFactory(), step=done)
    assert services.remove_step(by=editor, step=done)
    assert not services.remove_step(by=editor, step=undone)
    assert [one.pk for one in Step.objects.all()] == [done.pk]
    assert StepDone.objects.count() == 1
    assert queries.written_steps(path, by=editor) == []


def test_steps_and_questions_change_places(client, editor, path):
    steps = [StepFactory(path=path) for _ in range(3)]

    def moved(step: Step, what: str) -> list[Step]:
        place = {"pk": path.pk, "step": step.pk, "what": what}
        client.post(reverse("study_step_act", kwargs=place))
        return [one.step for one in queries.written_steps(path, by=editor)]

    first, second, third = steps
    assert moved(third, "upp") == [first, third, second]
    assert moved(first, "ner") == [third, first, second]
    assert moved(third, "upp") == [third, first, second]

    one, two = ask(first), ask(first)
    services.move_question(by=editor, question=two, up=True)
    assert queries.questions_of(first) == [two, one]


def test_a_step_is_one_thing(editor, path):
    article, film = published_article(), FilmFactory()
    for material in (
        Material(),
        Material(article=article, film=film),
        Material(article=article, text="Läs", title="Titel"),
        Material(text="Utan rubrik"),
    ):
        with pytest.raises(InvalidError):
            services.add_step(by=editor, path=path, material=material)
    assert not path.steps.exists()
    assert services.add_step(by=editor, path=path, material=Material(article=article)).position == 1


def test_a_question_has_two_answers_and_a_right_one(editor, path):
    step = StepFactory(path=path)
    for options in (
        [AskedOption("Ja", True)],
        [AskedOption("Ja", False), AskedOption("Nej", False)],
    ):
        with pytest.raises(InvalidError):
            services.save_question(by=editor, step=step, text="?", explanation="", options=options)
    assert not Question.objects.exists()


def test_changing_a_question_keeps_its_options_in_order(editor, path):
    question = ask(StepFactory(path=path), right=("A",), wrong=("B", "C"))
    services.save_question(
        by=editor,
        step=question.step,
        question=question,
        text="Ny?",
        explanation="",
        options=[AskedOption("C", True), AskedOption("A", False)],
    )
    assert list(question.options.values_list("text", "right")) == [("C", True), ("A", False)]
    assert Question.objects.get().text == "Ny?"


def test_articles_to_choose_are_published_and_for_the_editor(editor, unit, client):
    own = published_article(owner_unit=unit, audience=Audience.GUIDES, title="Samtal vid kris")
    published_article(audience=Audience.GUIDES, title="Samtal med väktare")
    published_article(title="Samtal som dragits", state="withdrawn", withdrawal_reason="Fel")
    open_to_all = published_article(title="Samtal för alla")
    assert set(queries.offered_articles(editor)) == {own, open_to_all}
    page = client.get(reverse("study_articles"), {"q": "samtal"}).content.decode()
    assert ("Samtal vid kris" in page, "väktare" in page, "dragits" in page) == (True, False, False)


def test_a_hidden_article_cannot_be_chosen_by_its_number(client, path):
    hidden = published_article(audience=Audience.GUIDES)
    adding = reverse("study_new_step", kwargs={"pk": path.pk, "kind": "artikel"})
    assert client.post(adding, {"article": hidden.pk}).status_code == 422
    assert not path.steps.exists()


def test_the_editor_sees_which_paths_a_withdrawn_or_expired_article_breaks(client, editor, path):
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    article, film = published_article(title="Gallring"), FilmFactory()
    StepFactory(path=path, article=article)
    StepFactory(path=path, film=film)
    whole = PathFactory(owner_unit=path.owner_unit)
    StepFactory(path=whole)

    def broken() -> dict[int, int]:
        return {one.pk: one.broken_count for one in queries.editable_paths(editor)}

    assert queries.broken_count(editor) == 0
    Film.objects.filter(pk=film.pk).update(published=False)
    Article.objects.filter(pk=article.pk).update(
        review_on=yesterday - timezone.timedelta(days=1), expires_on=yesterday
    )
    assert broken() == {path.pk: 2, whole.pk: 0}
    assert queries.broken_count(editor) == 1
    assert "Ett steg visas inte" in client.get(reverse("study_paths")).content.decode()
    page = client.get(reverse("study_edit", kwargs={"pk": path.pk})).content.decode()
    assert "2 steg visas inte för dem som studievägen är till för" in page
    assert "Gallring" in page


def test_an_editor_is_not_told_titles_that_are_not_for_them(client, editor, path):
    article = published_article(title="Hemligt svar", audience=Audience.GUIDES)
    step = StepFactory(path=path, article=article)
    for name, place in (
        ("study_edit", {"pk": path.pk}),
        ("study_edit_step", {"pk": path.pk, "step": step.pk}),
    ):
        page = client.get(reverse(name, kwargs=place)).content.decode()
        assert "Till för andra än dig" in page
        assert "Hemligt" not in page


def test_editors_of_other_units_and_others_may_not_edit(path, unit):
    below = UnitFactory(parent=unit)
    for user, may in (
        (user_with(Role.EDITOR, unit), True),
        (user_with(Role.EDITOR, below), False),
        (user_with(Role.EDITOR, UnitFactory()), False),
        (user_with(Role.MANAGER, unit), False),
        (user_with(Role.ADMINISTRATOR, unit), False),
        (UserFactory(), False),
    ):
        assert rules.may_edit(user, path) is may
        assert rules.may_write_for(user, unit) is may
        assert (queries.editable_path(user, path.pk) == path) is may


def test_a_path_cannot_be_moved_to_a_unit_that_is_not_ones_own(client, path):
    other = UnitFactory()
    sent = {"title": "Ny", "audience": "employees", "owner_unit": other.pk}
    place = reverse("study_details", kwargs={"pk": path.pk})
    assert client.post(place, sent).status_code == 422
    assert Path.objects.get(pk=path.pk).owner_unit == path.owner_unit


def test_the_history_tells_what_was_changed(editor, path):
    step = StepFactory(path=path, title="Förut")
    services.edit_step(by=editor, step=step, material=Material(title="Efteråt", text="Läs."))
    changes = [one for entry in trail(path, related=["steps"]) for one in entry.changes]
    assert ("Förut", "Efteråt") in [(one.before, one.after) for one in changes]


def test_what_people_did_goes_a_time_after_their_account_is_closed(path):
    user_with(Role.ADMINISTRATOR, path.owner_unit)
    stays, leaves = UserFactory(), UserFactory()
    step = StepFactory(path=path)
    for user in (stays, leaves):
        StepDone.objects.create(user=user, step=step)
    RetentionDecision.objects.create(
        rule="study.done", days=365, number="KS 2026-1", decided_on=timezone.localdate()
    )
    close_after_employment(leaves)
    today = timezone.localdate()

    def left(days: int) -> set[User]:
        retention.prune(today=today + timezone.timedelta(days=days), dry_run=False)
        return {done.user for done in StepDone.objects.all()}

    assert left(365) == {stays, leaves}
    assert left(367) == {stays}


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_take_as_many_queries_however_long(
    client, unit, count, django_assert_num_queries, django_assert_max_num_queries
):
    for _number in range(count):
        path = PathFactory(owner_unit=unit)
        for _step in range(count):
            ask(StepFactory(path=path, article=published_article()))
    client.get(reverse("study_paths"))
    with django_assert_num_queries(6):
        assert client.get(reverse("study_paths")).status_code == 200
    place = reverse("study_edit", kwargs={"pk": path.pk})
    with django_assert_max_num_queries(16):
        assert client.get(place).status_code == 200
