"""The work pages: what they show, how forms answer, and how many queries lists take."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from tests.factories.accounts import UserFactory, user_with
from tests.factories.improvements import (
    CriterionFactory,
    ImprovementFactory,
    ProgrammeFactory,
    TopicFactory,
    UpdateFactory,
)
from tests.factories.organisation import PersonFactory, UnitFactory
from tests.factories.suggestions import SuggestionFactory

from hundra.core.accounts.models import Role
from hundra.improve.improvements import materials
from hundra.improve.improvements.materials import Material
from hundra.improve.improvements.models import Criterion, Improvement, Programme


@pytest.fixture
def unit(db):
    return UnitFactory(name="Biblioteket")


@pytest.fixture
def communicator(client, unit):
    user = user_with(Role.COMMUNICATOR, unit)
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client, unit):
    user = user_with(Role.ADMINISTRATOR, unit)
    client.force_login(user)
    return user


def one(name: str, improvement: Improvement, **more: object) -> str:
    return reverse(name, kwargs={"pk": improvement.pk, **more})


@pytest.mark.parametrize("name", ["improvements", "improvements_list", "improvements_calendar"])
def test_without_a_programme_the_pages_say_so(client, communicator, name):
    answer = client.get(reverse(name))

    assert "Det finns inget program än" in answer.content.decode()


@pytest.mark.parametrize("name", ["improvements", "improvements_list", "improvements_calendar"])
def test_overviews_take_as_many_queries_for_one_as_for_three(
    client, communicator, programme, unit, django_assert_max_num_queries, name
):
    client.get(reverse(name))
    counts = []
    for total in (1, 3):
        ImprovementFactory.create_batch(
            total, programme=programme, planned=True, owner_unit=unit, topic=TopicFactory()
        )
        with django_assert_max_num_queries(40) as captured:
            assert client.get(reverse(name)).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_a_record_takes_as_many_queries_with_much_as_with_little(
    client, communicator, ready, django_assert_max_num_queries
):
    client.get(one("improvement", ready))
    counts = []
    for _ in range(2):
        UpdateFactory.create_batch(2, improvement=ready)
        with django_assert_max_num_queries(60) as captured:
            assert client.get(one("improvement", ready)).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_board_offers_the_steps_one_may_take(client, communicator, programme, unit):
    own = ImprovementFactory(programme=programme, owner_unit=unit, stamped=True)
    others = ImprovementFactory(programme=programme, stamped=True)

    page = client.get(reverse("improvements")).content.decode()

    assert one("improvement_step", own, step="leverera") in page
    assert one("improvement_step", others, step="leverera") not in page


def test_the_list_is_a_file_too(client, communicator, programme):
    ImprovementFactory(programme=programme, stamped=True, title="Kaffe")

    answer = client.get(reverse("improvements_list"), {"format": "csv"})

    assert "Kaffe" in b"".join(answer).decode()


@pytest.mark.parametrize("month", ["2026-02", "0000-00", "9999-12", "hej", "1999-12"])
def test_the_calendar_bears_any_month(client, communicator, programme, month):
    assert client.get(reverse("improvements_calendar"), {"manad": month}).status_code == 200


def test_an_employee_proposes(client, programme):
    person = UserFactory()
    client.force_login(person)
    sent = {"programme": programme.pk, "title": "Kaffe", "audience": "employees"}

    answer = client.post(reverse("improvement_new"), sent)

    made = Improvement.objects.get()
    assert answer.url == one("improvement", made)
    assert (made.title, made.created_by, made.state) == ("Kaffe", person, "idea")


def test_a_failed_form_keeps_what_was_typed(client, communicator, programme):
    sent = {"programme": programme.pk, "title": "", "audience": "employees", "summary": "Sparas"}

    answer = client.post(reverse("improvement_new"), sent)

    assert answer.status_code == 422
    assert "Sparas" in answer.content.decode()
    assert not Improvement.objects.exists()


def test_editing(client, communicator, programme, unit):
    improvement = ImprovementFactory(programme=programme, owner_unit=unit)
    sent = {"title": "Ny", "audience": "citizens", "owner_unit": unit.pk}

    answer = client.post(one("improvement_edit", improvement), sent)

    improvement.refresh_from_db()
    assert (answer.status_code, improvement.title) == (302, "Ny")


def test_a_stamp_by_way_of_the_pages(client, programme, unit):
    improvement = ImprovementFactory(programme=programme, owner_unit=unit, planned=True)
    for role in (Role.COMMUNICATOR, Role.MANAGER):
        client.force_login(user_with(role, unit))
        for criterion in programme.criteria.all():
            client.post(one("improvement_tick", improvement, criterion=criterion.pk), {"tick": ""})

    answer = client.post(one("improvement_step", improvement, step="stampla"))

    improvement.refresh_from_db()
    assert (answer.status_code, improvement.number) == (302, 1)


def test_the_stamps_page_lists_what_is_missing(client, communicator, programme, unit):
    improvement = ImprovementFactory(programme=programme, owner_unit=unit, planned=True, measure="")

    shown = client.get(one("improvement_step", improvement, step="stampla"))
    refused = client.post(one("improvement_step", improvement, step="stampla"))

    assert "”Vad som ska mätas” är inte ifyllt." in shown.content.decode()
    assert "”Det är konkret” behöver kryss av 2 personer." in shown.content.decode()
    assert refused.status_code == 422


def test_a_tick_is_taken_back(client, communicator, programme, unit):
    improvement = ImprovementFactory(programme=programme, owner_unit=unit, planned=True)
    url = one("improvement_tick", improvement, criterion=programme.criteria.first().pk)

    client.post(url, {"tick": ""})
    client.post(url, {"untick": ""})

    assert not improvement.ticks.exists()


def test_withdrawing_without_a_reason_asks_for_it(client, communicator, programme, unit):
    improvement = ImprovementFactory(programme=programme, owner_unit=unit, stamped=True)

    answer = client.post(one("improvement_step", improvement, step="dra-tillbaka"), {"reason": ""})

    improvement.refresh_from_db()
    assert (answer.status_code, improvement.state) == (422, "stamped")


def test_a_step_that_is_no_longer_open_is_told(client, communicator, programme, unit):
    improvement = ImprovementFactory(programme=programme, owner_unit=unit, delivered=True)

    page = client.get(one("improvement_step", improvement, step="leverera")).content.decode()

    assert "Förbättringen är ”Levererad”." in page


def test_an_unknown_step_is_not_found(client, communicator, programme, unit):
    improvement = ImprovementFactory(programme=programme, owner_unit=unit)

    assert client.get(one("improvement_step", improvement, step="flyg")).status_code == 404


def test_protected_identities_are_never_named(client, communicator, programme, unit):
    person = PersonFactory(protected_identity=True, family_name="Hemligsson")
    improvement = ImprovementFactory(programme=programme, owner_unit=unit, responsible=person)

    for name in ("improvement", "improvement_edit"):
        assert "Hemligsson" not in client.get(one(name, improvement)).content.decode()


def test_an_unpublished_suggestion_is_read_by_those_who_may(client, communicator, unit):
    improvement = ImprovementFactory(owner_unit=unit)
    secret = SuggestionFactory(planned=True, unit=UnitFactory(), text="Hemlig text")
    improvement.answers.create(suggestion=secret)

    page = client.get(one("improvement", improvement)).content.decode()

    assert "Hemlig text" not in page
    assert "Inte publicerat" in page


def test_several_suggestions_become_one_improvement(client, communicator, programme, unit):
    suggestions = SuggestionFactory.create_batch(2, accepted=True, unit=unit)
    foreign = SuggestionFactory(accepted=True, unit=UnitFactory())
    query = "&".join(f"forslag={one.pk}" for one in [*suggestions, foreign])
    url = f"{reverse('improvement_from_suggestions')}?{query}"
    sent = {"programme": programme.pk, "title": "Bänkar", "audience": "citizens"}

    assert "ingenstans att sitta" in client.get(url).content.decode()
    client.post(url, sent)

    made = Improvement.objects.get()
    assert list(made.suggestions.order_by("pk")) == suggestions


def test_a_suggestion_is_put_in_an_improvement_that_is(client, communicator, programme, unit):
    existing = ImprovementFactory(programme=programme, owner_unit=unit)
    suggestion = SuggestionFactory(accepted=True, unit=unit)
    url = f"{reverse('improvement_from_suggestions')}?forslag={suggestion.pk}"

    answer = client.post(url, {"existing": existing.pk, "programme": programme.pk})

    assert answer.url == one("improvement", existing)
    assert list(existing.suggestions.all()) == [suggestion]


def test_suggestions_are_found_and_linked(client, communicator, unit):
    improvement = ImprovementFactory(owner_unit=unit)
    found = SuggestionFactory(accepted=True, unit=unit, text="Mer kaffe i fikarummet")
    SuggestionFactory(accepted=True, unit=unit)
    url = one("improvement_suggestions", improvement)

    page = client.get(url, {"q": "kaffe"}).content.decode()
    client.post(url, {"forslag": [found.pk, "x"]})

    assert f'value="{found.pk}"' in page
    assert page.count('name="forslag"') == 1
    assert list(improvement.suggestions.all()) == [found]


def test_a_picture_is_drawn_anew_and_removed(client, communicator, unit):
    improvement = ImprovementFactory(owner_unit=unit)
    drawn = BytesIO()
    Image.new("RGB", (20, 10), "red").save(drawn, "PNG")
    drawn.seek(0)
    drawn.name = "../../farlig.png"
    url = one("improvement_picture_change", improvement)

    assert client.post(url, {"picture": drawn, "picture_alt": "En röd ruta"}).status_code == 302
    improvement.refresh_from_db()
    shown = client.get(one("improvement_picture", improvement))
    assert (shown["Content-Type"], shown.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert "farlig" not in improvement.picture.name

    client.post(one("improvement_picture_remove", improvement))
    improvement.refresh_from_db()
    assert not improvement.picture
    assert client.get(one("improvement_picture", improvement)).status_code == 404


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='x'/>", b"MZ\x90 not a picture"])
def test_what_is_no_picture_is_refused(client, communicator, unit, data):
    improvement = ImprovementFactory(owner_unit=unit)
    file = BytesIO(data)
    file.name = "bild.png"

    answer = client.post(
        one("improvement_picture_change", improvement), {"picture": file, "picture_alt": "X"}
    )

    improvement.refresh_from_db()
    assert (answer.status_code, bool(improvement.picture)) == (422, False)


def test_news_are_published_and_changed(client, communicator, unit):
    improvement = ImprovementFactory(owner_unit=unit, stamped=True)

    client.post(one("improvement_update_new", improvement), {"text": "Nu!"})
    update = improvement.updates.get()
    client.post(one("improvement_update_edit", improvement, update=update.pk), {"text": "Nu då!"})

    assert "Nu då!" in client.get(one("improvement", improvement)).content.decode()
    client.post(one("improvement_update_remove", improvement, update=update.pk))
    assert not improvement.updates.exists()


def test_an_administrator_starts_shows_and_hides_a_programme(client, administrator):
    sent = {
        "name": "Tio",
        "slug": "tio",
        "goal_citizens": 5,
        "goal_employees": 5,
        "starts_on": "2026-01-01",
    }

    client.post(reverse("programme_new"), sent)
    made = Programme.objects.get()
    client.post(reverse("programme_show", kwargs={"slug": "tio"}), {"show": ""})
    made.refresh_from_db()
    assert (made.is_shown, made.criteria.count()) == (True, 5)

    client.post(reverse("programme_show", kwargs={"slug": "tio"}), {"hide": ""})
    made.refresh_from_db()
    assert not made.is_shown


def test_the_progress_page_tells_too_few(client, communicator, programme):
    page = client.get(reverse("programme", kwargs={"slug": programme.slug})).content.decode()

    assert "för få för att säga" in page


def test_the_checklist_is_edited(client, administrator):
    line = CriterionFactory(text="Gammal")
    slug = line.programme.slug

    client.post(reverse("checklist", kwargs={"slug": slug}), {"text": "Ny"})
    client.post(reverse("criterion_edit", kwargs={"slug": slug, "pk": line.pk}), {"text": "Bättre"})
    change = reverse("criterion_change", kwargs={"slug": slug, "pk": line.pk})
    client.post(change, {"change": "retire"})

    lines = Criterion.objects.order_by("pk").values_list("text", "is_active")
    assert list(lines) == [("Bättre", False), ("Ny", True)]


def test_topics_are_kept(client, administrator):
    sent = {"name": "Skola", "slug": "skola", "icon": "school"}

    client.post(reverse("topics"), sent)

    assert "Skola" in client.get(reverse("topics")).content.decode()
    assert client.post(reverse("topics"), sent).status_code == 422


def test_a_file_is_tried_before_it_is_saved(client, administrator):
    programme = ProgrammeFactory()

    def send(**more: str):
        file = BytesIO(b"number,title\n4,Kaffe\n")
        file.name = "fil.csv"
        sent = {"programme": programme.pk, "file": file, "audience": "citizens"}
        return client.post(reverse("improvements_import"), sent | {"state": "stamped"} | more)

    tried = send()
    assert "#4 Kaffe: läggs till som stämplad." in tried.content.decode()
    assert not Improvement.objects.exists()

    send(save="on")
    assert Improvement.objects.get().number == 4


def test_material_from_above_is_offered_once_the_public_sees_it(client, communicator, programme):
    def poster(improvement):
        return [Material(label="Affisch", url=f"/affisch/{improvement.number}/")]

    stamped = ImprovementFactory(programme=programme, stamped=True)
    planned = ImprovementFactory(programme=programme, planned=True)
    materials.register(poster)
    materials.register(poster)
    try:
        page = client.get(one("improvement", stamped)).content.decode()
        before = client.get(one("improvement", planned)).content.decode()
    finally:
        materials.unregister(poster)

    assert page.count('href="/affisch/1/"') == 1
    assert 'src="/forbattringar/1/stampel.svg"' in page
    assert "Affisch" not in before


def test_colleagues_are_found_for_the_responsible(client, communicator):
    assert client.get(reverse("improvement_people"), {"q": "ingen"}).status_code == 200
