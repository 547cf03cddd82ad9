"""Who has left, says HR, may no longer sign in from the next night on."""

import logging
from datetime import date, timedelta

import pytest
from tests.factories.accounts import UserFactory, grant, user_with
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory

from hundra.core.accounts import services as accounts
from hundra.core.accounts.errors import NotAdministratorError
from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.audit.queries import trail
from hundra.core.organisation import jobs, services
from hundra.core.organisation.models import Employment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


def someone(*ends, user=None, starts=date(2020, 1, 1)):
    """A user with an employment for each end."""
    user = user or UserFactory()
    person = PersonFactory(user=user)
    for end in ends:
        EmploymentFactory(person=person, starts_on=starts, ends_on=end)
    return user


def closed_on(today=TODAY):
    return services.close_accounts_of_leavers(today=today)


def is_open(user):
    return User.objects.get(pk=user.pk).is_active


def test_the_account_closes_the_day_after_the_last_day(client):
    user = someone(TODAY)
    assert closed_on(TODAY) == []
    assert closed_on(TOMORROW) == [user]
    assert not is_open(user)


def test_who_has_left_is_signed_out_at_once(client):
    user = someone(YESTERDAY)
    client.force_login(user)
    closed_on()
    assert client.get("/arbete/").status_code == 302


def test_all_employments_must_have_ended():
    someone(YESTERDAY, TOMORROW)
    someone(YESTERDAY, None)
    assert closed_on() == []


def test_an_employment_to_come_keeps_the_account_open():
    user = someone(YESTERDAY)
    EmploymentFactory(person=user.person, starts_on=TOMORROW)
    assert closed_on() == []


def test_who_was_never_employed_is_none_of_hrs():
    PersonFactory(user=UserFactory())
    UserFactory()
    assert closed_on() == []


def test_the_history_says_that_the_system_closed_it():
    user = someone(YESTERDAY)
    closed_on()
    latest = trail(User.objects.get(pk=user.pk))[0]
    assert (latest.kind, latest.who) == ("update", "Systemet")
    assert [(change.field, change.before, change.after) for change in latest.changes] == [
        ("aktiv", "ja", "nej")
    ]


def test_an_administrator_closes_too_unless_another_keeps_the_account_open():
    top = UnitFactory()
    other = user_with(Role.ADMINISTRATOR, top)
    leaving = someone(YESTERDAY, user=user_with(Role.ADMINISTRATOR, top))
    kept = someone(YESTERDAY, user=user_with(Role.ADMINISTRATOR, top))
    accounts.keep_open(by=other, user=kept, kept=True)
    assert closed_on() == [leaving]
    assert is_open(kept)
    accounts.keep_open(by=other, user=User.objects.get(pk=kept.pk), kept=False)
    assert closed_on() == [kept]


def test_what_is_kept_open_closes_when_the_role_is_gone():
    top = UnitFactory()
    other = user_with(Role.ADMINISTRATOR, top)
    kept = someone(YESTERDAY, user=user_with(Role.ADMINISTRATOR, top))
    accounts.keep_open(by=other, user=kept, kept=True)
    RoleGrant.objects.filter(user=kept).delete()
    assert closed_on() == [kept]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_is_kept_open(role):
    top = UnitFactory()
    other, user = user_with(Role.ADMINISTRATOR, top), UserFactory()
    grant(user, role, top)
    with pytest.raises(NotAdministratorError):
        accounts.keep_open(by=other, user=user, kept=True)
    assert not User.objects.get(pk=user.pk).kept_open


def test_the_last_administrator_stays_and_the_log_says_so(caplog):
    alone = someone(YESTERDAY, user=user_with(Role.ADMINISTRATOR, UnitFactory()))
    leaver = someone(YESTERDAY)
    with caplog.at_level(logging.ERROR):
        assert closed_on() == [leaver]
    assert is_open(alone)
    assert "last administrator" in caplog.text


def test_it_is_done_every_night():
    user = someone(date(2021, 1, 1))
    jobs.close_accounts_of_leavers.func(timestamp=0)
    assert not is_open(user)
    (cron,) = [
        periodic.cron
        for periodic in jobs.app.periodic_registry.periodic_tasks.values()
        if periodic.task is jobs.close_accounts_of_leavers
    ]
    assert cron == "31 2 * * *"


def test_hr_ends_the_employment_and_the_night_closes_the_account():
    user = someone(None)
    Employment.objects.update(ends_on=YESTERDAY)  # As an import does with what the files lack.
    assert closed_on() == [user]
