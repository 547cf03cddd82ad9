from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from tests.access.records import make_world
from tests.factories.accounts import UserFactory, grant, user_with

from hundra.core.accounts.models import Role, User
from hundra.core.audit import retention, services
from hundra.core.audit.models import Reading, RetentionDecision

TODAY = date(2026, 3, 2)
KEY = "audit.reading"


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def top(world):
    return user_with(Role.ADMINISTRATOR, world.root)


def decide(by, **values):
    given = {"key": KEY, "number": "KS 2026/117", "decided_on": date(2026, 1, 2), "days": 30}
    return services.decide_retention(by=by, **(given | values))


def read(days_ago, reader):
    moment = timezone.make_aware(timezone.datetime(2026, 3, 2, 12)) - timedelta(days=days_ago)
    return Reading.objects.create(
        reader=reader, read_at=moment, record="x.y", record_id="1", what="x"
    )


def outcome(*, dry_run=False):
    return next(one for one in retention.prune(today=TODAY, dry_run=dry_run) if one.rule.key == KEY)


def test_nothing_goes_without_a_decision(top):
    read(9999, top)
    assert (outcome().decision, outcome().count) == (None, 0)
    assert Reading.objects.count() == 1


def test_what_is_due_goes_and_the_rest_stays(top):
    decide(top)
    kept = [read(29, top), read(30, top)]
    read(31, top)
    assert outcome().count == 1
    assert sorted(Reading.objects.values_list("pk", flat=True)) == sorted(r.pk for r in kept)


def test_a_dry_run_touches_nothing(top):
    decide(top)
    read(31, top)
    assert outcome(dry_run=True).count == 1
    assert Reading.objects.count() == 1


def test_the_command_says_what_went_by_which_decision(top, monkeypatch):
    decide(top, days=1)
    read(99999, top)
    said = StringIO()
    call_command("prune", dry_run=True, stdout=said)
    assert "1 skulle gallras (beslut KS 2026/117)" in said.getvalue()
    assert Reading.objects.count() == 1
    call_command("prune", stdout=said)
    assert "1 gallrades (beslut KS 2026/117)" in said.getvalue()
    assert Reading.objects.count() == 0


def test_the_history_goes_with_the_record_and_all_under_it(world, top, monkeypatch):
    monkeypatch.setattr(retention, "_rules", {})
    gone, kept = UserFactory(name="Borta"), UserFactory(name="Kvar")
    grant(gone, Role.HR, world.own)
    grant(kept, Role.HR, world.own)
    retention.register(
        key="x", label="x", days=1, due=lambda day: User.objects.filter(name="Borta")
    )
    decide(top, key="x")
    (done,) = retention.prune(today=TODAY, dry_run=False)
    assert done.count == 1
    from hundra.core.accounts.models import RoleGrantEvent, UserEvent

    assert UserEvent.objects.filter(pgh_obj_id=gone.pk).count() == 0
    assert RoleGrantEvent.objects.filter(user_id=gone.pk).count() == 0
    assert UserEvent.objects.filter(pgh_obj_id=kept.pk).count() == 1
    assert RoleGrantEvent.objects.filter(user_id=kept.pk).count() == 1


def test_only_administrators_at_the_top_decide(world, top):
    for user in (*world.users.values(), user_with(Role.OPERATOR, world.root)):
        with pytest.raises(PermissionDenied):
            decide(user)
    assert decide(top).number == "KS 2026/117"


def test_a_decision_is_about_something_registered(top):
    with pytest.raises(ValueError, match="nothing"):
        decide(top, key="nothing")


def test_a_new_decision_replaces_the_old(top):
    decide(top)
    decide(top, days=60)
    assert RetentionDecision.objects.get().days == 60
