"""Sign-in through the employer, against a small provider with signed tokens on this machine."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.access.records import make_world
from tests.factories.accounts import UserFactory

from hundra.adapters.identity import Identity, OrganisationDirectory, identity_of
from hundra.config.environment import read_environment
from hundra.config.identity import form_targets, providers
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Employment, Person

PERSONAL_NUMBER = "190001019999"


class Provider(ThreadingHTTPServer):
    """An OpenID Connect provider: discovery, token with PKCE, keys and user information."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.asked: dict[str, str] = {}
        self.audience = "hundra"

    def configuration(self) -> dict[str, Any]:
        ends = {"authorization": "auth", "token": "token", "userinfo": "userinfo"}
        return {f"{name}_endpoint": f"{self.url}/{path}" for name, path in ends.items()} | {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [public | {"kid": "1", "use": "sig", "alg": "RS256"}]}

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if form.get("client_secret") != "hemligt" or challenge != self.asked["code_challenge"]:
            return None
        now = int(time.time())
        facts = {"iss": self.url, "aud": self.audience, "iat": now, "exp": now + 60}
        signed = jwt.encode(facts | self.claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "nyckel", "token_type": "Bearer", "id_token": signed}


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        answers = {
            "/.well-known/openid-configuration": self.server.configuration,
            "/keys": self.server.keys,
            "/userinfo": lambda: self.server.claims,
        }
        self._send(answers[self.path]())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._send(self.server.token({name: values[0] for name, values in parse_qs(body).items()}))

    def _send(self, answer: dict[str, Any] | None) -> None:
        body = json.dumps(answer or {"error": "invalid_grant"}).encode()
        self.send_response(200 if answer else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    server = Provider()
    Thread(target=server.serve_forever, daemon=True).start()
    env = read_environment(
        {
            "HUNDRA_DEBUG": "1",
            "DATABASE_URL": "postgresql:///x",
            "HUNDRA_OIDC_NAME": "Granby-ID",
            "HUNDRA_OIDC_SERVER_URL": server.url,
            "HUNDRA_OIDC_CLIENT_ID": "hundra",
            "HUNDRA_OIDC_CLIENT_SECRET": "hemligt",
        }
    )
    assert form_targets(env) == [server.url]
    settings.SOCIALACCOUNT_PROVIDERS = providers(env)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def world(db):
    return make_world()


def employ(world, *, email="bo@example.se", number="77", ends_on=None):
    person = Person.objects.create(
        number=number, given_name="Bo", family_name="Exempelberg", email=email
    )
    Employment.objects.create(
        person=person,
        unit=world.own,
        post=number,
        title="Pedagog",
        starts_on=date(2020, 1, 1),
        ends_on=ends_on,
        hours_per_week=40,
    )
    return person


def sign_in(client, provider, state=None, **claims):
    """Presses the button, is sent to the provider, and comes back as the claims say."""
    provider.claims = {"sub": "s-1"} | claims
    leaving = client.post("/konto/logga-in/via/oidc/login/?process=login")
    assert leaving["Location"].startswith(f"{provider.url}/auth?")
    asked = parse_qs(urlsplit(leaving["Location"]).query)
    provider.asked = {name: values[0] for name, values in asked.items()}
    back = {"code": "kod", "state": state or provider.asked["state"]}
    return client.get("/konto/logga-in/via/oidc/login/callback/", back)


def signed_in(client):
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


def test_the_button_is_on_the_sign_in_page(client, db, provider):
    assert "Logga in med Granby-ID" in client.get("/konto/logga-in/").text


def test_an_employee_gets_an_account_at_the_first_sign_in(client, world, provider):
    person = employ(world)
    answer = sign_in(client, provider, email="Bo@Example.se", email_verified=True)
    assert (answer.status_code, answer["Location"]) == (302, "/arbete/")
    user = signed_in(client)
    person.refresh_from_db()
    assert (user.email, user.name, person.user) == ("bo@example.se", "Bo Exempelberg", user)
    assert not user.has_usable_password()


def test_the_second_sign_in_is_the_same_account(client, world, provider):
    employ(world)
    for _ in range(2):
        sign_in(client, provider, email="bo@example.se", email_verified=True)
        client.post("/konto/logga-ut/")
    assert User.objects.filter(email="bo@example.se").count() == 1


def test_an_existing_account_is_used(client, world, provider):
    user = UserFactory(email="konsult@example.se")
    sign_in(client, provider, email="konsult@example.se", email_verified=True)
    assert signed_in(client) == user


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ingen@example.se", "email_verified": True},
        {"email": "slutat@example.se", "email_verified": True},
        {"email": "delad@example.se", "email_verified": True},
        {},
    ],
    ids=["unknown", "has left", "two people's", "no address"],
)
def test_nobody_else_gets_in_and_is_told_why(client, world, provider, claims):
    employ(world, email="slutat@example.se", number="1", ends_on=date(2021, 1, 1))
    employ(world, email="delad@example.se", number="2")
    employ(world, email="delad@example.se", number="3")
    answer = sign_in(client, provider, **claims)
    assert answer.status_code == 403
    assert "ingen medarbetare här" in answer.text
    assert signed_in(client) is None
    assert SocialAccount.objects.count() == 0


@pytest.mark.parametrize(("trusted", "gets_in"), [(True, True), (False, False)])
def test_an_unverified_address_counts_only_from_the_employer(
    client, world, provider, settings, trusted, gets_in
):
    settings.TRUST_EMPLOYER_EMAIL = trusted
    employ(world)
    sign_in(client, provider, email="bo@example.se")
    assert (signed_in(client) is not None) == gets_in


def test_with_an_organisation_number_only_its_own_get_in(client, world, provider, settings):
    settings.ORGANISATION_NUMBER = "212000-0000"
    employ(world)
    known = {"email": "bo@example.se", "email_verified": True}
    assert sign_in(client, provider, **known).status_code == 403
    wrong = {"https://id.oidc.se/claim/orgNumber": "5560000000"}
    assert sign_in(client, provider, **known, **wrong).status_code == 403
    right = {"https://id.oidc.se/claim/orgAffiliation": "77@2120000000"}
    sign_in(client, provider, **right)
    assert signed_in(client).email == "bo@example.se"


def test_the_personal_number_is_never_stored(client, world, provider):
    employ(world)
    sign_in(
        client,
        provider,
        email="bo@example.se",
        email_verified=True,
        **{"https://id.oidc.se/claim/personalIdentityNumber": PERSONAL_NUMBER},
    )
    kept = SocialAccount.objects.get().extra_data
    assert kept["id_token"]["sub"] == "s-1"
    assert PERSONAL_NUMBER not in json.dumps(kept)


def test_a_forged_way_back_signs_nobody_in(client, world, provider):
    employ(world)
    sign_in(client, provider, state="forged", email="bo@example.se", email_verified=True)
    assert signed_in(client) is None


def test_a_token_for_someone_else_signs_nobody_in(client, world, provider):
    employ(world)
    provider.audience = "another"
    sign_in(client, provider, email="bo@example.se", email_verified=True)
    assert signed_in(client) is None


def test_a_closed_account_stays_closed(client, world, provider):
    UserFactory(email="konsult@example.se", is_active=False)
    sign_in(client, provider, email="konsult@example.se", email_verified=True)
    assert signed_in(client) is None


def test_claims_are_read_as_oidc_sweden_names_them():
    claims = {
        "email": " Bo@Example.se ",
        "email_verified": "true",
        "https://id.oidc.se/claim/orgAffiliation": "77@2120000000",
    }
    assert identity_of(claims) == Identity(
        email="bo@example.se",
        email_verified=True,
        employee_number="77",
        organisation_number="2120000000",
    )
    assert identity_of({}) == Identity(
        email="", email_verified=False, employee_number="", organisation_number=""
    )


def test_the_directory_knows_where_people_work(world):
    person = employ(world)
    user = UserFactory()
    directory = OrganisationDirectory()
    directory.link(directory.employee(number="77"), user)
    person.refresh_from_db()
    assert person.user == user
    assert directory.workplaces(user) == [world.own.path]
    assert [pk for pk, _ in directory.unit_choices([world.own.path])] == [world.own.pk]
    assert directory.employee() is None
