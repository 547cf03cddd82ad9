"""The follow-up as people meet it."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory
from tests.factories.improvements import ProgrammeFactory
from tests.factories.knowledge import ContactReasonFactory

from hundra.core.accounts.models import Role
from hundra.improve.improvements.models import Improvement

pytestmark = pytest.mark.django_db
PAGE, IMPROVE = reverse("channels_follow_up"), reverse("channels_improve")


def part(slug):
    return reverse("channels_follow_up_part", kwargs={"part": slug})


@pytest.fixture
def desk():
    return DeskFactory(name="Servicecenter Granby")


@pytest.fixture
def analyst(desk, client_as):
    return client_as(user_with(Role.ANALYST, desk.unit))


def answered(desk, number, *, waited=30, language="sv", reason=None, outcome="solved"):
    """Some minutes ago, and today: the week that is shown may have begun at midnight."""
    now = timezone.localtime()
    at = max(now - dt.timedelta(minutes=5), now.replace(hour=0, minute=0))
    reason = reason or ContactReasonFactory()
    return ContactFactory.create_batch(
        number,
        desk=desk,
        done=True,
        guide=GuideFactory(desk=desk),
        language=language,
        reason=reason,
        outcome=outcome,
        received_at=at,
        answered_at=at + dt.timedelta(seconds=waited),
    )


def test_the_overview_tells_both_shares_with_n_and_interval(desk, analyst):
    answered(desk, 9)
    answered(desk, 1, waited=121)
    text = analyst.get(PAGE).content.decode()
    assert "Svar inom 2 min, av dem som väntade" in text
    assert "Svar inom 2 min, av alla" in text
    assert "90,0 %" in text
    assert "59,6–98,2" in text
    assert "n = 10" in text


def test_too_few_are_not_shown(desk, analyst):
    answered(desk, 6)
    text = analyst.get(PAGE).content.decode()
    assert "För få kontakter för att visas" in text
    assert "100,0 %" not in text


def test_a_small_language_is_hidden_with_the_smallest_other(desk, analyst):
    for language, number in (("sv", 30), ("en", 12), ("ar", 8), ("so", 2)):
        answered(desk, number, language=language)
    found = analyst.get(part("sprak") + "?format=csv")
    rows = list(csv.DictReader(io.StringIO(found.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert {row["Språk"]: row["Inkomna"] for row in rows} == {
        "svenska": "30",
        "engelska": "12",
        "arabiska": "",
        "somaliska": "",
    }


@pytest.mark.parametrize("slug", ["tider", "sprak", "skal", "kanaler", "arenden"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_table_is_fetched_as_a_file(desk, analyst, slug, form):
    answered(desk, 8)
    prefixes = ["vecka-", "halvtimme-", "veckodag-"] if slug == "tider" else [""]
    for prefix in prefixes:
        response = analyst.get(f"{part(slug)}?{prefix}format={form}")
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith("attachment")
        response.getvalue()


@pytest.mark.parametrize("slug", ["", "tider", "sprak", "skal"])
def test_the_queries_are_as_many_whatever_is_found(
    desk, analyst, slug, django_assert_max_num_queries, django_assert_num_queries
):
    page = part(slug) if slug else PAGE
    answered(desk, 8)
    analyst.get(page)
    with django_assert_max_num_queries(32) as first:
        analyst.get(page)
    answered(desk, 8, language="ar")
    answered(desk, 8, language="so")
    with django_assert_num_queries(len(first)):
        analyst.get(page)


def test_a_desk_of_another_unit_does_not_exist(desk, client_as):
    other = DeskFactory()
    manager = client_as(user_with(Role.MANAGER, other.unit))
    assert manager.get(f"{PAGE}?desk={desk.slug}").status_code == 404
    assert manager.get(f"{PAGE}?desk={other.slug}").status_code == 200


def test_whatever_stands_in_the_address_gives_a_page(desk, analyst):
    for query in ("period=ar&dag=2026-13-45", "period=fri&fran=x&till=0001-01-01", "kanal=duva"):
        assert analyst.get(f"{PAGE}?{query}").status_code == 200
    assert analyst.get(part("finns-inte")).status_code == 404


def test_an_improvement_is_made_of_a_reason_with_its_figures(desk, analyst):
    ProgrammeFactory()
    reason = ContactReasonFactory(name="Parkering")
    answered(desk, 6, reason=reason)
    answered(desk, 4, reason=reason, outcome="case")
    address = f"{IMPROVE}?desk={desk.slug}&skal={reason.pk}"
    page = analyst.get(address)
    suggested = page.context["form"].initial
    assert suggested["measure"] == "Löst direkt, enligt vägledarna, orsaken ”Parkering”"
    assert suggested["baseline"].startswith("60,0 % (n = 10), vecka ")
    sent = {**page.context["evidence"].asked, **suggested, "title": "Fler parkeringsfrågor lösta"}
    response = analyst.post(IMPROVE, sent)
    made = Improvement.objects.get()
    assert response["Location"] == reverse("improvement", kwargs={"pk": made.pk})
    assert (made.state, made.owner_unit, made.baseline) == (
        "idea",
        desk.unit,
        suggested["baseline"],
    )
    assert "Löst direkt, enligt vägledarna: 60,0 % (31,3–83,2 %), n = 10." in made.story


def test_nothing_is_made_of_a_figure_that_is_hidden(desk, analyst):
    ProgrammeFactory()
    reason = ContactReasonFactory()
    answered(desk, 3, reason=reason)
    answered(desk, 20)
    assert analyst.get(f"{IMPROVE}?desk={desk.slug}&skal={reason.pk}").status_code == 404
