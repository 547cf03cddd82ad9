"""Those who sort: the inbox, the work page, and two who answer at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.organisation import UnitFactory
from tests.factories.suggestions import EntryFactory, FollowerFactory, SuggestionFactory

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.hear.suggestions import queries, services
from hundra.hear.suggestions.errors import (
    ChangedMeanwhileError,
    NotPossibleNowError,
    PersonalDataLeftError,
)
from hundra.hear.suggestions.models import EntryKind, Suggestion


@pytest.fixture
def communicator(db):
    return user_with(Role.COMMUNICATOR, UnitFactory(), name="Kim Exempelberg")


def act(client, suggestion, what, **data):
    url = reverse("suggestion_act", kwargs={"number": suggestion.pk, "what": what})
    return client.post(url, data)


def test_the_most_overdue_comes_first_and_asked_ones_wait(communicator):
    today = timezone.localdate()
    later = SuggestionFactory(reply_due_on=today + timedelta(days=2))
    replied = SuggestionFactory(replied_at=timezone.now(), accepted=True)
    asked = SuggestionFactory(asked=True, overdue=True)
    late = SuggestionFactory(overdue=True)
    assert list(queries.inbox(communicator)) == [late, later, asked, replied]
    assert queries.overdue_count(communicator) == 1
    assert queries.to_sort_count(communicator) == 2


@pytest.mark.django_db
def test_a_manager_sees_only_their_units_suggestions():
    unit = UnitFactory()
    own = SuggestionFactory(unit=unit)
    SuggestionFactory(unit=UnitFactory())
    SuggestionFactory()
    assert list(queries.inbox(user_with(Role.MANAGER, unit))) == [own]


@pytest.mark.parametrize("name", ["suggestions", "suggestions_inside", "suggestion_inbox"])
def test_lists_need_as_many_queries_for_three_as_for_one(client, communicator, name):
    client.force_login(communicator)
    client.get(reverse(name))
    counts = []
    for more in (1, 2):
        for _ in range(more):
            suggestion = SuggestionFactory(published=True, unit=UnitFactory())
            suggestion.unit.path = communicator.grants.get().unit.path + f"{suggestion.unit.pk}/"
            suggestion.unit.save()
            FollowerFactory(suggestion=suggestion)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_two_who_answer_at_once_the_second_keeps_the_text_and_is_told(client, communicator):
    suggestion = SuggestionFactory()
    other = user_with(Role.COMMUNICATOR, UnitFactory(), name="Bo Exempelsson")
    services.reply(suggestion=suggestion, by=other, text="Jag hann först.", seen=0)
    client.force_login(communicator)
    answer = act(client, suggestion, "reply", text="Jag skrev också.", seen=0)
    assert answer.status_code == 422
    assert "Bo Exempelsson arbetade med förslaget kl." in answer.text
    assert "Jag skrev också." in answer.text
    answer = act(client, suggestion, "reply", text="Jag skrev också.", seen=1)
    assert answer.status_code == 302
    assert suggestion.entries.filter(kind=EntryKind.REPLY).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_in_the_same_moment_one_is_let_through():
    suggestion = SuggestionFactory()
    FollowerFactory(suggestion=suggestion)

    def reply(number: int) -> bool:
        try:
            services.reply(suggestion=suggestion, by=None, text=f"Svar {number}", seen=0)
        except ChangedMeanwhileError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(reply, range(4))) == [False, False, False, True]
    assert Message.objects.count() == 1


TEXT = "Ring Alva på 070-174 06 05 om bänken."


def test_nothing_is_published_while_marked_unless_someone_says_why(client, communicator):
    suggestion = SuggestionFactory(text=TEXT)
    with pytest.raises(PersonalDataLeftError, match="070-174 06 05"):
        services.publish(suggestion=suggestion, by=communicator, title="Bänk", text=TEXT)
    client.force_login(communicator)
    url = reverse("suggestion_publish", kwargs={"number": suggestion.pk})
    answer = client.post(url, {"title": "Bänk", "text": TEXT, "remove": "1"})
    assert 'rows="6"' in answer.text
    assert "Ring Alva på om bänken." in answer.text
    assert not Suggestion.objects.get().is_public
    answer = client.post(url, {"title": "Bänk", "text": TEXT, "override_note": "Vår växel."})
    assert answer.status_code == 302
    assert Suggestion.objects.get().is_public
    assert "Vår växel." in suggestion.entries.get(kind=EntryKind.NOTE).text


def test_the_work_page_masks_the_address_and_marks_the_text(client, communicator):
    suggestion = SuggestionFactory(text=TEXT)
    FollowerFactory(suggestion=suggestion, email="alva@example.se", proposer=True)
    EntryFactory(suggestion=suggestion)
    client.force_login(communicator)
    page = client.get(reverse("suggestion", kwargs={"number": suggestion.pk})).text
    assert "a…@example.se" in page
    assert "alva@example.se" not in page
    assert "<mark>070-174 06 05</mark>" in page


def test_time_to_reply_has_its_median_and_n(communicator):
    now = timezone.now()
    for days in (1, 2, 9):
        SuggestionFactory(received_at=now - timedelta(days=days), replied_at=now)
    SuggestionFactory()
    times = queries.reply_times_this_year(communicator)
    assert (times.median_days, times.n, times.waiting, times.within_days_set) == (2.0, 3, 1, 3)


@pytest.mark.django_db
def test_public_pages_set_no_cookies_and_secret_ones_pass_on_no_address(client):
    suggestion = SuggestionFactory(published=True)
    pages = [
        reverse("suggest"),
        reverse("suggestions"),
        reverse("suggestion_public", kwargs={"number": suggestion.pk}),
        reverse("suggestion_way", kwargs={"secret": suggestion.secret}),
    ]
    answers = [client.get(page) for page in pages]
    assert [dict(answer.cookies) for answer in answers] == [{}] * 4
    assert answers[-1]["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answers[-1]["X-Robots-Tag"]


def test_one_is_joined_only_with_what_the_sorter_may_read(communicator):
    """A communicator of one unit puts nothing into another unit's, and learns nothing of it."""
    here, there = UnitFactory(), UnitFactory()
    local = user_with(Role.COMMUNICATOR, here)
    theirs, shown = SuggestionFactory(unit=there), SuggestionFactory(unit=there, published=True)
    with pytest.raises(NotPossibleNowError, match="Det finns inget förslag med det numret"):
        services.join_duplicates(suggestion=SuggestionFactory(unit=here), into=theirs, by=local)
    joined = services.join_duplicates(suggestion=SuggestionFactory(unit=here), into=shown, by=local)
    assert joined.duplicate_of == shown


def test_what_has_been_joined_has_no_form_for_publishing(client, communicator):
    joined = SuggestionFactory(state="joined", duplicate_of=SuggestionFactory())
    client.force_login(communicator)
    pages = [
        client.get(reverse("suggestion", kwargs={"number": number})).text
        for number in (joined.pk, joined.duplicate_of_id)
    ]
    assert ['id="publicera"' in page for page in pages] == [False, True]
