import re
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory
from tests.factories.public import SubscriptionFactory

from hundra.core.messages.models import Message
from hundra.improve.improvements.announcements import Occasion
from hundra.show.public import services
from hundra.show.public.jobs import tell_followers
from hundra.show.public.models import AccessibilityReport, Subscription

pytestmark = pytest.mark.django_db


def post(client, address, **data):
    return client.post(address, data, headers={"Sec-Fetch-Site": "same-origin"})


def test_following_takes_a_confirmation(client):
    assert post(client, "/forbattringar/folj/", email="Alva@Exempel.se").status_code == 302
    subscription = Subscription.objects.get()
    assert (subscription.email, subscription.confirmed_at) == ("alva@exempel.se", None)
    mail = Message.objects.get()
    path = re.search(r"http://localhost:8000(/forbattringar/folj/\S+)", mail.body_text)[1]
    assert client.get(path).status_code == 200
    subscription.refresh_from_db()
    assert subscription.confirmed_at is None  # Programs that open links confirm nothing.
    assert post(client, path).status_code == 200
    subscription.refresh_from_db()
    assert subscription.confirmed_at is not None


def test_asking_twice_makes_one_subscription_and_one_mail_a_day(client):
    for _ in range(3):
        post(client, "/forbattringar/folj/", email="alva@exempel.se")
    assert Subscription.objects.count() == Message.objects.count() == 1


def test_who_already_follows_gets_the_same_answer_and_is_told_by_mail(client):
    SubscriptionFactory(email="alva@exempel.se", confirmed=True)
    response = post(client, "/forbattringar/folj/", email="alva@exempel.se")
    assert response["Location"] == "/forbattringar/folj/skickat/"
    assert Message.objects.get().subject == "Du följer redan våra förbättringar"


@pytest.mark.parametrize(
    "email", ["", "alva", "alva@", "alva@exempel.se\nBcc: x@y.se", "\x00@x.se"]
)
def test_what_is_no_address_is_asked_for_again(client, email):
    response = post(client, "/forbattringar/folj/", email=email)
    assert response.status_code == 422
    assert Subscription.objects.count() == 0


def test_programs_and_other_sites_get_nowhere(client):
    post(client, "/forbattringar/folj/", email="alva@exempel.se", website="spam")
    headers = {"Sec-Fetch-Site": "cross-site"}
    data = {"email": "bo@exempel.se"}
    assert client.post("/forbattringar/folj/", data, headers=headers).status_code == 403
    assert Subscription.objects.count() == 0


def test_too_many_from_one_connection_are_stopped(client):
    statuses = [
        post(client, "/forbattringar/folj/", email=f"a{n}@exempel.se").status_code
        for n in range(22)
    ]
    assert statuses == [302] * 20 + [422] * 2
    assert Subscription.objects.count() == 20


def test_one_click_leaves_from_anywhere(client):
    subscription = SubscriptionFactory(confirmed=True)
    address = f"/forbattringar/folj/{subscription.secret}/lamna/"
    assert client.get(address).status_code == 200
    assert Subscription.objects.count() == 1
    data = {"List-Unsubscribe": "One-Click"}
    assert client.post(address, data).status_code == 200
    assert Subscription.objects.count() == 0
    assert client.post(address, data).status_code == 200  # Again is no fault.


def test_secret_pages_are_not_passed_on(client):
    address = f"/forbattringar/folj/{SubscriptionFactory().secret}/"
    for page in (address, f"{address}lamna/"):
        response = client.get(page)
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert "no-store" in response["Cache-Control"]


def test_followers_are_told_once_in_their_own_language(client):
    programme = ProgrammeFactory(shown=True)
    improvement = ImprovementFactory(programme=programme, stamped=True, title="Fler bänkar")
    SubscriptionFactory(confirmed=True, email="a@exempel.se")
    SubscriptionFactory(confirmed=True, email="b@exempel.se", language="en")
    SubscriptionFactory(email="c@exempel.se")
    for _ in range(2):
        tell_followers(improvement=improvement.pk, occasion="stamped")
    mails = {mail.recipient: mail for mail in Message.objects.all()}
    assert mails.keys() == {"a@exempel.se", "b@exempel.se"}
    assert mails["a@exempel.se"].subject == "Förbättring 1: Fler bänkar"
    assert mails["b@exempel.se"].subject == "Improvement 1: Fler bänkar"
    assert "/en/forbattringar/1/" in mails["b@exempel.se"].body_text
    headers = mails["a@exempel.se"].headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    client.post(leave, {"List-Unsubscribe": "One-Click"})
    assert not Subscription.objects.filter(email="a@exempel.se").exists()


def test_delivery_is_told_too_and_hidden_programmes_are_not():
    SubscriptionFactory(confirmed=True)
    shown = ImprovementFactory(programme=ProgrammeFactory(shown=True), delivered=True)
    hidden = ImprovementFactory(delivered=True)
    tell_followers(improvement=hidden.pk, occasion="delivered")
    assert Message.objects.count() == 0
    tell_followers(improvement=shown.pk, occasion="delivered")
    assert Message.objects.get().subject.startswith("Levererad:")


def test_a_stamp_queues_the_telling():
    improvement = ImprovementFactory(stamped=True)
    services.announce(improvement, Occasion.STAMPED)
    job = ProcrastinateJob.objects.get(task_name="public.tell_followers")
    assert job.args == {"improvement": improvement.pk, "occasion": "stamped"}


def test_a_report_is_kept_and_passed_on(client):
    data = {"problem": "Knappen syns inte.", "page": "/forslag/", "email": "bo@exempel.se"}
    assert post(client, "/tillganglighet/", **data).status_code == 302
    report = AccessibilityReport.objects.get()
    assert (report.problem, report.page, report.email) == tuple(data.values())
    mail = Message.objects.get()
    assert mail.subject == "Någon kunde inte använda en sida"
    assert "Knappen syns inte." in mail.body_text


def test_a_report_that_fails_keeps_what_was_typed(client):
    response = post(client, "/tillganglighet/", problem="Syns inte", email="inte en adress")
    assert response.status_code == 422
    assert "Syns inte" in response.content.decode()
    assert AccessibilityReport.objects.count() == 0


def test_an_old_report_and_an_unconfirmed_address_are_forgotten_in_time():
    now = timezone.now()
    SubscriptionFactory(created_at=now - timedelta(days=8))
    SubscriptionFactory(created_at=now - timedelta(days=8), confirmed=True)
    SubscriptionFactory(created_at=now - timedelta(days=6))
    services.report_accessibility(problem="x")
    AccessibilityReport.objects.update(received_at=now - timedelta(days=366))
    services.report_accessibility(problem="y")
    assert services.forget_old(now=now) == 2
    assert Subscription.objects.count() == 2
    assert AccessibilityReport.objects.get().problem == "y"
