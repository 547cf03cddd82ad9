"""Learning: what is open, answering until right, and going on where one left off."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import UserFactory, user_with
from tests.factories.knowledge import FilmFactory, published_article
from tests.factories.organisation import UnitFactory
from tests.factories.study import PathFactory, StepFactory, ask, right_options

from hundra.core.accounts.models import Role, User
from hundra.hear.knowledge.models import Article, Audience
from hundra.hear.study import queries, rules, services
from hundra.hear.study.errors import NotOpenError, NotPossibleError
from hundra.hear.study.models import Path, Step, StepDone

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def path() -> Path:
    return PathFactory()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(step: Step) -> str:
    return reverse("study_step", kwargs={"slug": step.path.slug, "pk": step.pk})


def at_path(path: Path) -> str:
    return reverse("study_path", kwargs={"slug": path.slug})


def test_all_right_options_are_asked_for_and_wrong_answers_are_kept_nowhere(learner, path):
    step = StepFactory(path=path)
    question = ask(step, right=("Brandlarm", "Utrymning"), wrong=("Kaffe",))
    first, second = right_options(question)
    wrong = question.options.get(right=False).pk

    for chosen in ([], [first], [wrong], [first, second, wrong]):
        answered = services.answer(by=learner, step=step, chosen={question.pk: chosen})
        assert not answered.is_done
    assert not StepDone.objects.exists()

    assert services.answer(by=learner, step=step, chosen={question.pk: [first, second]}).is_done
    done = StepDone.objects.get()
    assert (done.user, done.step, done.done_on) == (learner, step, timezone.localdate())


def test_answering_right_again_is_done_once(learner, path):
    step = StepFactory(path=path)
    question = ask(step)
    for _time in range(2):
        services.answer(by=learner, step=step, chosen={question.pk: right_options(question)})
    assert StepDone.objects.count() == 1


def test_a_step_without_questions_is_done_when_one_says_so(learner, path):
    step = StepFactory(path=path)
    with pytest.raises(NotPossibleError):
        services.answer(by=learner, step=step, chosen={})
    services.finish(by=learner, step=step)
    assert StepDone.objects.filter(user=learner, step=step).count() == 1


def test_a_step_with_questions_is_not_done_by_saying_so(learner, path):
    step = StepFactory(path=path)
    ask(step)
    with pytest.raises(NotPossibleError):
        services.finish(by=learner, step=step)


def test_the_page_tells_what_is_wrong_with_why_and_lets_one_try_again(learner, path):
    step = StepFactory(path=path)
    question = ask(step)
    wrong = question.options.get(right=False)
    client = signed_in(learner)

    first = client.post(at(step), {f"fraga-{question.pk}": wrong.pk})
    assert first.status_code == 422
    page = first.content.decode()
    assert "Inte rätt än" in page
    assert "Så står det i riktlinjen." in page
    assert f'value="{wrong.pk}" checked' in page

    again = client.post(at(step), {f"fraga-{question.pk}": right_options(question)})
    assert again.status_code == 200
    assert "Du är klar med det här steget." in again.content.decode()
    assert StepDone.objects.get().step == step


def test_options_of_other_questions_are_not_heard(learner, path):
    step = StepFactory(path=path)
    question, other = ask(step), ask(StepFactory(path=path))
    client = signed_in(learner)
    sent = {f"fraga-{question.pk}": [*right_options(other), "x", "9" * 50]}
    assert client.post(at(step), sent).status_code == 422
    assert not StepDone.objects.exists()


def test_one_goes_on_where_one_left_off(learner, path):
    first, second, third = (StepFactory(path=path) for _ in range(3))
    client = signed_in(learner)
    assert f'href="{at(first)}"' in client.get(at_path(path)).content.decode()

    assert client.post(at(first)).url == at(second)
    state = queries.path_for(learner, path.slug)
    assert (state.done, state.total, state.following.step) == (1, 3, second)
    client.post(at(second))
    assert client.post(at(third)).url == at_path(path)
    assert queries.path_for(learner, path.slug).is_complete
    assert "Du är klar med hela studievägen" in client.get(at_path(path)).content.decode()


def test_articles_films_and_texts_are_shown_in_their_steps(learner, path):
    article = published_article(short_answer="Ring 112.", body="## Först\n\nAndas.")
    film = FilmFactory(on_file=True, title="Brandövning")
    steps = [
        StepFactory(path=path, article=article),
        StepFactory(path=path, film=film),
        StepFactory(path=path, title="Eget", text="**Kom ihåg**<script>alert(1)</script>"),
    ]
    client = signed_in(learner)
    pages = [client.get(at(step)).content.decode() for step in steps]
    assert "Ring 112." in pages[0]
    assert "Andas." in pages[0]
    assert '<track kind="captions"' in pages[1]
    assert film.transcript in pages[1]
    assert "<strong>Kom ihåg</strong>" in pages[2]
    assert "<script>alert" not in pages[2]


@pytest.mark.parametrize("hide", ["guides", "withdrawn", "expired"])
def test_a_path_never_opens_an_article_that_its_reader_may_not_read(learner, path, hide):
    article = published_article(title="Hemligt svar", short_answer="Hemlig kod")
    step = StepFactory(path=path, article=article)
    StepFactory(path=path)
    _hide(article, hide)

    client = signed_in(learner)
    page = client.get(at_path(path)).content.decode()
    assert "Det här steget hoppar du över" in page
    assert "Hemligt" not in page
    answer = client.get(at(step))
    assert (answer.status_code, answer.url) == (302, at_path(path))
    for write in (
        lambda: services.finish(by=learner, step=step),
        lambda: services.answer(by=learner, step=step, chosen={}),
    ):
        with pytest.raises(NotOpenError):
            write()
    assert queries.path_for(learner, path.slug).total == 1


def _hide(article: Article, how: str) -> None:
    today = timezone.localdate()
    changes = {
        "guides": {"audience": Audience.GUIDES},
        "withdrawn": {"state": "withdrawn", "withdrawal_reason": "Fel"},
        "expired": {
            "review_on": today - timezone.timedelta(days=9),
            "expires_on": today - timezone.timedelta(days=1),
        },
    }
    Article.objects.filter(pk=article.pk).update(**changes[how])


def test_a_film_for_guides_is_passed_over_by_others_and_shown_to_guides(learner, path):
    step = StepFactory(path=path, film=FilmFactory(audience=Audience.GUIDES, title="Samtalston"))
    guide = user_with(Role.GUIDE, UnitFactory())
    assert queries.path_for(learner, path.slug).total == 0
    assert "Samtalston" not in signed_in(learner).get(at_path(path)).content.decode()
    assert signed_in(guide).get(at(step)).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"audience": Audience.GUIDES},
        {"published_at": None},
        {"withdrawn_at": timezone.now()},
    ],
)
def test_paths_not_open_to_one_are_as_if_they_were_not(learner, fields):
    path = PathFactory(**fields)
    step = StepFactory(path=path)
    client = signed_in(learner)
    assert not rules.may_take(learner, path)
    assert client.get(at_path(path)).status_code == 404
    assert client.post(at(step)).status_code == 404
    assert path.title not in client.get(reverse("study")).content.decode()
    with pytest.raises(NotOpenError):
        services.finish(by=learner, step=step)


def test_guides_take_guides_paths():
    path = PathFactory(audience=Audience.GUIDES)
    assert rules.may_take(user_with(Role.GUIDE, UnitFactory()), path)


def test_retired_steps_are_not_asked_for(learner, path):
    kept, gone = StepFactory(path=path), StepFactory(path=path)
    Step.objects.filter(pk=gone.pk).update(retired_at=timezone.now())
    services.finish(by=learner, step=kept)
    assert queries.path_for(learner, path.slug).is_complete
    assert signed_in(learner).get(at(gone)).status_code == 404


def test_the_first_page_counts_paths_left(learner, path):
    step = StepFactory(path=path)
    StepFactory(path=PathFactory())
    PathFactory()  # Without steps there is nothing left of it.
    assert queries.unfinished_count(learner) == 2
    services.finish(by=learner, step=step)
    assert queries.unfinished_count(learner) == 1
    assert queries.unfinished_count(UserFactory()) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_long(learner, count, django_assert_num_queries):
    for _number in range(count):
        made = PathFactory()
        StepFactory.create_batch(count, path=made)
        StepFactory(path=made, article=published_article())
        StepFactory(path=made, film=FilmFactory())
    client = signed_in(learner)
    client.get(reverse("study"))
    with django_assert_num_queries(LIST_QUERIES):
        assert client.get(reverse("study")).status_code == 200
    shown = Path.objects.first()
    with django_assert_num_queries(LIST_QUERIES):
        assert client.get(at_path(shown)).status_code == 200


LIST_QUERIES = 7
"""Session, user and roles; paths, steps, what is done, articles' titles."""
