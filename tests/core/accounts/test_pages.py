"""The pages about users, and what someone up to no good tries with them."""

import pytest
from django.test import Client
from tests.access.records import make_world
from tests.factories.accounts import UserFactory, user_with

from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.audit.models import Reading
from hundra.core.organisation.models import Person

PASSWORD = "en tjock blå cykel"


@pytest.fixture(autouse=True)
def quiet_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def top(world):
    return user_with(Role.ADMINISTRATOR, world.root)


def protect(user, number="1"):
    Person.objects.create(
        number=number, given_name="B", family_name="E", user=user, protected_identity=True
    )


def sign_in(client, user, password=PASSWORD, **more):
    return client.post("/konto/logga-in/", {"login": user.email, "password": password} | more)


# --- Lists --------------------------------------------------------------------------------


def test_users_are_listed_with_their_roles(client_as, top, world):
    user_with(Role.HR, world.own, name="Bo Exempelberg")
    page = client_as(top).get("/arbete/anvandare/?q=exempelberg").text
    assert "Bo Exempelberg" in page
    assert "HR, Enhet OWN" in page


@pytest.mark.parametrize("address", ["/arbete/anvandare/", "/arbete/roller/"])
def test_lists_take_as_many_queries_for_one_as_for_many(
    client_as, top, world, address, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_as(top)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(5):
        user_with(Role.HR, world.own)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


@pytest.mark.parametrize("address", ["/arbete/anvandare/", "/arbete/roller/"])
@pytest.mark.parametrize("form", ["", "?q=Skyddsson", "?format=csv&q=Skyddsson"])
def test_protected_identities_are_in_no_list(client_as, top, world, address, form):
    hidden = user_with(Role.HR, world.own, name="Alva Skyddsson", email="gomd@example.se")
    protect(hidden)
    answer = client_as(top).get(address + form)
    text = b"".join(answer) if answer.streaming else answer.content
    assert "Alva Skyddsson" not in text.decode()
    assert "gomd@example.se" not in text.decode()


def test_opening_a_protected_user_is_logged_without_the_name(client_as, top, world):
    hidden = user_with(Role.HR, world.own, name="Alva Skyddsson")
    protect(hidden)
    client_as(top).get(f"/arbete/anvandare/{hidden.pk}/")
    reading = Reading.objects.get()
    assert (reading.reader, reading.record_id) == (top, str(hidden.pk))
    assert "Alva" not in reading.what


def test_a_reader_with_protected_identity_has_no_name_in_the_log(client_as, top, world):
    reader = user_with(Role.ADMINISTRATOR, world.root, name="Alva Skyddsson")
    protect(reader)
    Reading.objects.create(reader=reader, record="x.y", record_id="1", what="x")
    page = client_as(top).get("/arbete/granskning/lasningar/").text
    assert "Skyddade personuppgifter" in page
    assert "Alva Skyddsson" not in page


# --- Pages --------------------------------------------------------------------------------


def test_an_administrator_grants_and_revokes_on_the_users_page(client_as, top, world):
    user, client = UserFactory(), client_as(top)
    address = f"/arbete/anvandare/{user.pk}/"
    client.post(address + "roller/", {"role": "hr", "unit": world.own.pk, "ends_on": ""})
    held = RoleGrant.objects.get(user=user)
    assert (held.role, held.unit, held.granted_by) == ("hr", world.own, top)
    client.post(f"/arbete/roller/{held.pk}/aterkalla/")
    page = client.get(address).text
    assert not RoleGrant.objects.filter(user=user).exists()
    assert "Borttagen: rolltilldelning" in page
    assert top.name in page


def test_what_cannot_be_done_says_why(client_as, world, top):
    RoleGrant.objects.filter(role=Role.ADMINISTRATOR).exclude(user=top).delete()
    answer = client_as(top).post(f"/arbete/anvandare/{top.pk}/stang/", follow=True)
    assert "Någon annan måste vara administratör" in answer.text
    assert User.objects.get(pk=top.pk).is_active


def test_my_account_shows_my_own_roles(client_as, world):
    page = client_as(world.users["manager"]).get("/konto/").text
    assert "Chef" in page
    assert "Enhet OWN" in page


# --- Attacks ------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["root", "other"])
def test_another_units_number_in_the_form_grants_nothing(client_as, world, place):
    user = user_with(Role.HR, world.own)
    local = client_as(world.users["administrator"])
    sent = {"role": "administrator", "unit": getattr(world, place).pk}
    answer = local.post(f"/arbete/anvandare/{user.pk}/roller/", sent)
    assert answer.status_code == 200
    assert RoleGrant.objects.filter(user=user).count() == 1


def test_nobody_makes_themselves_administrator(client_as, world):
    for name in ("employee", "manager", "hr", "operator"):
        user = world.users[name]
        sent = {"role": "administrator", "unit": world.own.pk}
        answer = client_as(user).post(f"/arbete/anvandare/{user.pk}/roller/", sent)
        assert answer.status_code == 403
        assert not user.grants.filter(role="administrator").exists()


def test_posts_without_the_token_are_refused(world, top):
    client = Client(enforce_csrf_checks=True)
    client.force_login(top)
    for address in (f"/arbete/anvandare/{top.pk}/stang/", "/konto/logga-in/", "/konto/logga-ut/"):
        assert client.post(address).status_code == 403


def test_signing_in_gives_a_new_session(client, db):
    user = UserFactory(password=PASSWORD)
    session = client.session
    session["planted"] = "by the attacker"
    session.save()
    client.cookies["sessionid"] = session.session_key
    assert sign_in(client, user).status_code == 302
    assert client.cookies["sessionid"].value != session.session_key


@pytest.mark.parametrize(
    "leads_to",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_signing_in_leads_nowhere_else(client, db, leads_to):
    user = UserFactory(password=PASSWORD)
    answer = sign_in(client, user, next=leads_to)
    assert answer["Location"] == "/arbete/"


def test_signing_in_leads_back(client, db):
    user = UserFactory(password=PASSWORD)
    assert sign_in(client, user, next="/konto/")["Location"] == "/konto/"


def test_links_in_mail_start_with_our_own_address(client, db, settings, mailoutbox):
    settings.ALLOWED_HOSTS = ["*"]
    user = UserFactory(password=PASSWORD)
    sent = {"email": user.email}
    client.post("/konto/losenord/glomt/", sent, headers={"host": "evil.example"})
    (letter,) = mailoutbox
    assert "evil.example" not in letter.body
    assert "http://localhost:8000/konto/losenord/nytt/" in letter.body


def test_a_foreign_host_is_refused(client, db):
    assert client.get("/konto/logga-in/", headers={"host": "evil.example"}).status_code == 400


def test_nobody_learns_which_addresses_have_accounts(client, db, mailoutbox):
    user = UserFactory(password=PASSWORD)
    known = client.post("/konto/losenord/glomt/", {"email": user.email})
    unknown = client.post("/konto/losenord/glomt/", {"email": "ingen@example.se"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mailoutbox) == 1
    wrong = sign_in(client, user, "fel").context["form"].errors
    nobody = client.post("/konto/logga-in/", {"login": "ingen@example.se", "password": "fel"})
    assert wrong == nobody.context["form"].errors


def test_guessing_is_stopped_and_the_message_says_what_to_do(client, db):
    user = UserFactory(password=PASSWORD)
    for _ in range(5):
        sign_in(client, user, "fel")
    answer = sign_in(client, user)
    assert "Vänta fem minuter" in answer.text
    assert "_auth_user_id" not in client.session


def test_a_new_password_signs_out_everywhere_else(client, db):
    user = UserFactory(password=PASSWORD)
    other = Client()
    sign_in(client, user)
    sign_in(other, user)
    changed = {"oldpassword": PASSWORD, "password1": "en röd gammal båt"}
    client.post("/konto/losenord/", changed | {"password2": "en röd gammal båt"})
    assert client.get("/konto/").status_code == 200
    assert other.get("/konto/").status_code == 302


def test_a_closed_account_cannot_sign_in(client, db):
    user = UserFactory(password=PASSWORD, is_active=False)
    sign_in(client, user)
    assert "_auth_user_id" not in client.session


def test_nobody_ends_anothers_key(client_as, world):
    from allauth.mfa.models import Authenticator

    key = Authenticator.objects.create(user=UserFactory(), type="webauthn", data={"name": "N"})
    answer = client_as(world.users["administrator"]).post(f"/konto/nycklar/{key.pk}/ta-bort/")
    assert answer.status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


# --- Sessions -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("started", "seen", "status"),
    [(0, 0, 200), (0, 3 * 3600, 200), (0, 5 * 3600, 302), (13 * 3600, 0, 302)],
    ids=["fresh", "idle a while", "idle too long", "signed in too long"],
)
def test_a_session_ends_by_idleness_and_by_age(client_as, db, monkeypatch, started, seen, status):
    import time

    client = client_as(UserFactory())
    client.get("/konto/")
    session = client.session
    session["session_started"] = time.time() - max(started, seen)
    session["session_seen"] = time.time() - seen
    session.save()
    assert client.get("/konto/").status_code == status
