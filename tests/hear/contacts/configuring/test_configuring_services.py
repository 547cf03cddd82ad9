"""How desks are set up: what is written, and what is refused."""

from datetime import date, time

import pytest
from tests.factories.accounts import UserFactory
from tests.factories.contacts import ContactFactory, DeskFactory, DeskReasonFactory, GuideFactory
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.organisation import UnitFactory

from hundra.hear.contacts.errors import InvalidError, NotPossibleNowError
from hundra.hear.contacts.models import Desk, SpecialDay
from hundra.hear.contacts.services import configuring as services

pytestmark = pytest.mark.django_db


def details(**fields):
    given = {
        "name": "Kontakt Gränby",
        "audience": "citizens",
        "unit": fields.pop("unit", None) or UnitFactory(),
        "channels": ["phone"],
        "languages": ["sv", "ar"],
    }
    return services.DeskDetails(**{**given, **fields})


def hours(desk):
    return list(desk.hours.values_list("weekday", "opens", "closes"))


def test_a_desks_address_is_made_of_its_name_and_kept():
    by = UserFactory()
    first = services.create_desk(by=by, details=details())
    second = services.create_desk(by=by, details=details())
    assert (first.slug, second.slug) == ("kontakt-granby", "kontakt-granby-2")
    services.edit_desk(by=by, desk=first, details=details(name="Annat namn"))
    stored = Desk.objects.get(pk=first.pk)
    assert (stored.slug, stored.name) == ("kontakt-granby", "Annat namn")


@pytest.mark.parametrize("fields", [{"channels": []}, {"languages": []}, {"channels": ["fax"]}])
def test_a_desk_needs_channels_that_exist_and_a_language(fields):
    with pytest.raises(InvalidError):
        services.create_desk(by=UserFactory(), details=details(**fields))
    assert not Desk.objects.exists()


def test_a_language_that_guides_speak_stays():
    guide = GuideFactory(languages={"sv": 3, "ar": 2})
    by = UserFactory()
    with pytest.raises(InvalidError, match="ar"):
        services.edit_desk(by=by, desk=guide.desk, details=details(languages=["sv"]))
    desk = Desk.objects.get()
    services.edit_desk(by=by, desk=desk, details=details(languages=["sv", "ar"]))
    desk.refresh_from_db()
    assert desk.languages == ["sv", "ar"]


def test_goals_are_set_by_name_and_checked():
    desk = DeskFactory()
    services.set_goals(by=UserFactory(), desk=desk, goals={"ring_seconds": 30})
    desk.refresh_from_db()
    assert (desk.ring_seconds, desk.wrap_up_seconds) == (30, 60)
    for wrong in ({"answer_share": 101}, {"slug": 1}, {"ring_seconds": -1}):
        with pytest.raises(InvalidError):
            services.set_goals(by=UserFactory(), desk=Desk.objects.get(), goals=wrong)


def test_the_week_becomes_what_was_given():
    desk, by = DeskFactory(), UserFactory()
    early, noon, late = time(8), time(12), time(16, 30)
    services.set_week(by=by, desk=desk, week={0: [(early, late)], 5: [(early, noon)]})
    kept = desk.hours.get(weekday=0).pk
    services.set_week(
        by=by, desk=desk, week={0: [(early, late)], 1: [(noon, late), (early, time(11))]}
    )
    assert hours(desk) == [(0, early, late), (1, early, time(11)), (1, noon, late)]
    assert desk.hours.get(weekday=0).pk == kept


@pytest.mark.parametrize(
    "spans",
    [
        [(time(12), time(8))],
        [(time(8), time(8))],
        [(time(8), time(12)), (time(11), time(16))],
    ],
)
def test_hours_that_cannot_be_are_refused_and_the_old_ones_stay(spans):
    desk, by = DeskFactory(), UserFactory()
    services.set_week(by=by, desk=desk, week={0: [(time(8), time(16))]})
    with pytest.raises(InvalidError):
        services.set_week(by=by, desk=desk, week={0: spans})
    assert hours(desk) == [(0, time(8), time(16))]


def test_a_special_day_given_again_is_changed():
    desk, by = DeskFactory(), UserFactory()
    day = date(2026, 12, 23)
    services.set_special_day(by=by, desk=desk, day=day)
    services.set_special_day(
        by=by, desk=desk, day=day, opens=time(9), closes=time(12), note="Personaldag"
    )
    special = SpecialDay.objects.get()
    assert (special.opens, special.closes, special.note) == (time(9), time(12), "Personaldag")
    services.remove_special_day(by=by, special_day=special)
    assert not SpecialDay.objects.exists()


@pytest.mark.parametrize(
    ("opens", "closes"), [(time(9), None), (None, time(9)), (time(9), time(8))]
)
def test_half_or_backward_special_hours_are_refused(opens, closes):
    with pytest.raises(InvalidError):
        services.set_special_day(
            by=UserFactory(), desk=DeskFactory(), day=date(2026, 12, 23), opens=opens, closes=closes
        )


def test_a_reason_is_added_once_with_its_words():
    desk, by, reason = DeskFactory(), UserFactory(), ContactReasonFactory()
    given = services.ReasonDetails(words=[" Sopor ", "sopor", "", "Tunna"], promise_hours=8)
    made = services.add_reason(by=by, desk=desk, reason=reason, details=given)
    assert (made.words, made.promise_hours) == (["sopor", "tunna"], 8)
    with pytest.raises(InvalidError):
        services.add_reason(by=by, desk=desk, reason=reason, details=given)


def test_confidential_reasons_need_a_unit_and_are_not_reported_with_apps():
    reason, by = DeskReasonFactory(), UserFactory()
    unit = UnitFactory()
    for wrong in (
        services.ReasonDetails(is_confidential=True),
        services.ReasonDetails(is_confidential=True, unit=unit, is_public_report=True),
    ):
        with pytest.raises(InvalidError):
            services.edit_reason(by=by, reason=reason, details=wrong)
    right = services.ReasonDetails(is_confidential=True, unit=unit, names={"en": "Support"})
    services.edit_reason(by=by, reason=reason, details=right)
    reason.refresh_from_db()
    assert (reason.is_confidential, reason.unit, reason.names) == (True, unit, {"en": "Support"})


def guide_details(**fields):
    return services.GuideDetails(**{"channels": ["phone"], "languages": {"sv": 3}, **fields})


def test_a_guide_gets_languages_channels_and_reasons():
    desk, user, reason = DeskFactory(), UserFactory(), ContactReasonFactory()
    guide = services.add_guide(
        by=UserFactory(),
        desk=desk,
        user=user,
        details=guide_details(languages={"sv": 3, "sgn-swe": 2}, reasons=[reason]),
    )
    services.edit_guide(
        by=UserFactory(), guide=guide, details=guide_details(languages={"sv": 2, "ar": 1})
    )
    guide.refresh_from_db()
    assert dict(guide.languages.values_list("language", "level")) == {"sv": 2, "ar": 1}
    assert (guide.channels, list(guide.reasons.all()), guide.version) == (["phone"], [], 2)


def test_nobody_is_a_guide_twice_or_without_a_language_or_channel():
    guide = GuideFactory()
    with pytest.raises(InvalidError):
        services.add_guide(
            by=UserFactory(), desk=DeskFactory(), user=guide.user, details=guide_details()
        )
    for wrong in ({"languages": {}}, {"channels": []}, {"languages": {"sv": 7}}):
        with pytest.raises((InvalidError, ValueError)):
            services.edit_guide(by=UserFactory(), guide=guide, details=guide_details(**wrong))


def test_a_guide_with_a_contact_at_hand_stays_and_one_without_is_sent_away():
    contact = ContactFactory(active=True)
    with pytest.raises(NotPossibleNowError):
        services.edit_guide(
            by=UserFactory(), guide=contact.guide, details=guide_details(is_active=False)
        )
    free = GuideFactory(availability="ready")
    services.edit_guide(by=UserFactory(), guide=free, details=guide_details(is_active=False))
    free.refresh_from_db()
    assert (free.is_active, free.availability) == (False, "away")
