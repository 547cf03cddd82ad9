"""The pages where desks are set up."""

from datetime import time

import pytest
from django.urls import reverse
from tests.factories.accounts import grant, user_with
from tests.factories.contacts import (
    DeskFactory,
    DeskReasonFactory,
    GuideFactory,
    open_weekdays,
)
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.organisation import PersonFactory, UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.contacts.describing import describe
from hundra.hear.contacts.models import Desk, Guide, SpecialDay
from hundra.hear.contacts.queries.configuring import languages_spoken, users_to_add

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory(name="Kontakt Gränby")


@pytest.fixture
def manager(desk, client_as):
    return client_as(user_with(Role.MANAGER, desk.unit))


def address(name, desk, **kwargs):
    return reverse(name, kwargs={"slug": desk.slug, **kwargs})


def text(response):
    return response.content.decode()


def test_the_list_has_the_desks_of_ones_own_units(desk, manager):
    DeskFactory(name="Någon annans")
    shown = text(manager.get(reverse("desks")))
    assert "Kontakt Gränby" in shown
    assert "Någon annans" not in shown


@pytest.mark.parametrize(
    "name",
    [
        "desk_overview",
        "desk_details",
        "desk_goals",
        "desk_rules",
        "desk_hours",
        "desk_special_day",
        "desk_reasons",
        "desk_reason_new",
        "desk_guides",
        "desk_guide_new",
    ],
)
def test_every_page_of_a_desk_is_drawn(desk, manager, name):
    open_weekdays(desk)
    DeskReasonFactory(desk=desk)
    GuideFactory(desk=desk)
    assert manager.get(address(name, desk)).status_code == 200


def test_a_new_desk_leads_to_its_hours(desk, manager):
    sent = {
        "name": "Internt servicecenter",
        "audience": "employees",
        "unit": desk.unit.pk,
        "phone": "019-21 00 00",
        "channels": ["phone", "email"],
        "languages": ["sv", "sgn-swe"],
        "is_active": "on",
    }
    made = manager.post(reverse("desk_new"), sent)
    created = Desk.objects.get(slug="internt-servicecenter")
    assert made.headers["Location"] == address("desk_hours", created)
    assert (created.languages, created.channels) == (["sv", "sgn-swe"], ["phone", "email"])
    assert created.phone == "+4619210000"


def test_a_desk_at_a_unit_of_others_cannot_be_made_or_moved_to(desk, manager):
    sent = {
        "name": "X",
        "audience": "citizens",
        "unit": UnitFactory().pk,
        "channels": ["phone"],
        "languages": ["sv"],
    }
    assert manager.post(reverse("desk_new"), sent).status_code == 422
    assert manager.post(address("desk_details", desk), sent).status_code == 422
    assert Desk.objects.count() == 1


def test_a_wrong_number_is_told_and_what_was_typed_stays(desk, manager):
    answer = manager.post(address("desk_details", desk), {"name": "Nytt namn", "phone": "019-21"})
    assert answer.status_code == 422
    assert "Nytt namn" in text(answer)
    assert "riktnummer" in text(answer)
    desk.refresh_from_db()
    assert desk.name == "Kontakt Gränby"


def test_the_week_is_filled_in_and_shown_again(desk, manager):
    sent = {
        "opens_0_1": "08:00",
        "closes_0_1": "12:00",
        "opens_0_2": "13:00",
        "closes_0_2": "16:30",
    }
    assert manager.post(address("desk_hours", desk), sent).status_code == 302
    assert list(desk.hours.values_list("opens", "closes")) == [
        (time(8), time(12)),
        (time(13), time(16, 30)),
    ]
    assert 'value="16:30"' in text(manager.get(address("desk_hours", desk)))


@pytest.mark.parametrize(
    "sent", [{"opens_0_1": "08:00"}, {"opens_0_1": "9", "closes_0_1": "08:00"}]
)
def test_half_an_opening_is_told_at_its_field(desk, manager, sent):
    answer = manager.post(address("desk_hours", desk), sent)
    assert answer.status_code == 422
    assert not desk.hours.exists()


def test_special_days_are_added_and_removed(desk, manager):
    manager.post(address("desk_special_day", desk), {"day": "2199-12-23", "note": "Personaldag"})
    day = SpecialDay.objects.get()
    assert "Personaldag" in text(manager.get(address("desk_hours", desk)))
    manager.post(address("desk_special_day_remove", desk, pk=day.pk))
    assert not SpecialDay.objects.exists()
    elsewhere = SpecialDay.objects.create(desk=DeskFactory(), day="2199-12-24")
    gone = manager.post(address("desk_special_day_remove", desk, pk=elsewhere.pk))
    assert gone.status_code == 404


def test_a_reason_is_added_and_changed(desk, manager):
    reason = ContactReasonFactory(name="Sophämtning")
    sent = {
        "reason": reason.pk,
        "promise_hours": 16,
        "priority": 20,
        "words": "Sopor, tunna",
        "names": "en: Waste",
        "is_active": "on",
    }
    assert manager.post(address("desk_reason_new", desk), sent).status_code == 302
    made = desk.reasons.get()
    assert (made.words, made.names, made.priority) == (["sopor", "tunna"], {"en": "Waste"}, 20)
    page = address("desk_reason", desk, pk=made.pk)
    assert "en: Waste" in text(manager.get(page))
    assert manager.post(page, {**sent, "names": "Waste"}).status_code == 422
    assert manager.post(page, {**sent, "promise_hours": 8}).status_code == 302
    made.refresh_from_db()
    assert made.promise_hours == 8


def test_a_guide_is_added_and_changed(desk, manager):
    user = user_with(Role.GUIDE, desk.unit, name="Kajsa Visarväg")
    sent = {"channels": ["phone"], "language_sv": "3", "language_ar": "2", "is_active": "on"}
    assert (
        manager.post(address("desk_guide_new", desk), {**sent, "user": user.pk}).status_code == 302
    )
    guide = Guide.objects.get(user=user)
    assert dict(guide.languages.values_list("language", "level")) == {"sv": 3, "ar": 2}
    page = address("desk_guide", desk, pk=guide.pk)
    changed = {**sent, "extension": "+4670123456", "place": "Lucka 3"}
    assert manager.post(page, {"channels": ["phone"]}).status_code == 422
    assert manager.post(page, changed).status_code == 302
    guide.refresh_from_db()
    assert (guide.extension, guide.place) == ("+4670123456", "Lucka 3")


def test_only_those_with_the_role_here_and_no_desk_can_be_added(desk):
    above = UnitFactory()
    desk = DeskFactory(unit=UnitFactory(parent=above))
    wanted = user_with(Role.GUIDE, above)
    GuideFactory(desk=desk)
    user_with(Role.GUIDE, UnitFactory())
    user_with(Role.HANDLER, desk.unit)
    hidden = user_with(Role.GUIDE, desk.unit)
    PersonFactory(user=hidden, protected_identity=True)
    assert list(users_to_add(desk)) == [wanted]


def test_a_guide_of_another_desk_is_not_changed_here(desk, manager):
    other = GuideFactory()
    assert manager.get(address("desk_guide", desk, pk=other.pk)).status_code == 404


def test_a_manager_of_another_unit_is_refused(desk, client_as):
    stranger = client_as(user_with(Role.MANAGER, UnitFactory()))
    assert stranger.get(address("desk_overview", desk)).status_code == 403


def test_the_rules_are_told_with_the_desks_own_figures():
    desk = DeskFactory(ring_seconds=25, wrap_up_seconds=120, widen_level_seconds=45)
    DeskReasonFactory(desk=desk, priority=10, reason__name="Vattenläcka")
    told = " ".join(rule.text for rule in describe(desk))
    for words in ("25 sekunder", "2 minuter", "45 sekunder", "Vattenläcka"):
        assert words in told


def test_languages_are_counted_and_those_nobody_speaks_are_seen(desk):
    GuideFactory(desk=desk, languages={"sv": 3, "ar": 1}, availability="ready")
    GuideFactory(desk=desk, languages={"sv": 2, "fi": 3})
    spoken = {one.code: one for one in languages_spoken(desk)}
    assert list(spoken) == ["sv", "en", "ar", "fi"]
    assert (spoken["sv"].fluent, spoken["sv"].good, spoken["sv"].at_work) == (1, 1, 1)
    assert spoken["en"].is_missing


@pytest.mark.parametrize("name", ["desk_reasons", "desk_guides"])
def test_lists_take_a_constant_number_of_queries(
    desk, manager, name, django_assert_max_num_queries
):
    def fill():
        reason = DeskReasonFactory(desk=desk).reason
        GuideFactory(desk=desk, languages={"sv": 3, "ar": 1}, reasons=[reason])

    fill()
    manager.get(address(name, desk))
    with django_assert_max_num_queries(100) as first:
        manager.get(address(name, desk))
    for _ in range(3):
        fill()
    with django_assert_max_num_queries(len(first)):
        manager.get(address(name, desk))


def test_the_role_alone_lets_nobody_set_up(desk, client_as):
    user = user_with(Role.GUIDE, desk.unit)
    grant(user, Role.ANALYST, desk.unit)
    assert client_as(user).get(reverse("desks")).status_code == 403
