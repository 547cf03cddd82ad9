"""Sign-in through the employer by SAML: signed assertions from an identity provider of our own."""

import base64
import zlib
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from defusedxml.ElementTree import fromstring
from django.test import Client
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils
from tests.access.records import make_world

from hundra.config.environment import Saml
from hundra.config.identity import SAML_ATTRIBUTES, _saml
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Employment, Person

ENTITY = "https://idp.granby.example/idp"
OURS = "http://hundra.example/konto/logga-in/via/saml/saml"
SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
DIGEST = "http://www.w3.org/2001/04/xmlenc#sha256"


def key_and_certificate():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture(scope="module")
def keys():
    return key_and_certificate()


@pytest.fixture
def client(settings):
    settings.ALLOWED_HOSTS = ["hundra.example"]
    return Client(headers={"host": "hundra.example"})


@pytest.fixture
def world(db, settings, keys):
    app = _saml(Saml("Granby-ID", ENTITY, "https://idp.granby.example/metadata"))
    app["settings"]["idp"] = {
        "entity_id": ENTITY,
        "sso_url": f"{ENTITY}/sso",
        "x509cert": keys[1],
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"saml": {"APPS": [app]}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    world = make_world()
    person = Person.objects.create(
        number="77", given_name="Bo", family_name="Exempelberg", email="bo@example.se"
    )
    Employment.objects.create(
        person=person,
        unit=world.own,
        post="1",
        title="Pedagog",
        starts_on=date(2020, 1, 1),
        hours_per_week=40,
    )
    return world


def assertion(request_id, email, **changes):
    now = datetime.now(UTC)
    at, end = (
        moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (now, now + timedelta(minutes=5))
    )
    audience = changes.get("audience", f"{OURS}/metadata/")
    issuer = f"<saml:Issuer>{ENTITY}</saml:Issuer>"
    return (
        f"""<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="_a" Version="2.0" IssueInstant="{at}">{issuer}<saml:Subject>
<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">bo-77</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{end}" Recipient="{OURS}/acs/"
 InResponseTo="{request_id}"/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{at}" NotOnOrAfter="{end}"><saml:AudienceRestriction>
<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{at}"><saml:AuthnContext><saml:AuthnContextClassRef>
urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>
<saml:Attribute Name="{SAML_ATTRIBUTES["email"][0]}"><saml:AttributeValue>{email}
</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>""".replace(
            "\n</saml:AttributeValue>", "</saml:AttributeValue>"
        ),
        at,
        issuer,
    )


def answer(client, keys, *, email="bo@example.se", signed=True, signing=None, **changes):
    """Presses the button, and comes back from the identity provider with its answer."""
    leaving = client.post("/konto/logga-in/via/saml/saml/login/?process=login")
    target = urlsplit(leaving["Location"])
    assert f"{target.scheme}://{target.netloc}{target.path}" == f"{ENTITY}/sso"
    asked = zlib.decompress(base64.b64decode(parse_qs(target.query)["SAMLRequest"][0]), -15)
    request_id = fromstring(asked).get("ID")
    inner, at, issuer = assertion(request_id, email, **changes)
    if signed:
        private, certificate = signing or keys
        inner = Utils.add_sign(inner, private, certificate, False, SHA256, DIGEST).decode()
    response = f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" IssueInstant="{at}"
 Destination="{OURS}/acs/" InResponseTo="{request_id}">{issuer}<samlp:Status><samlp:StatusCode
 Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{inner}</samlp:Response>"""
    sent = {"SAMLResponse": base64.b64encode(response.encode()).decode(), "RelayState": ""}
    relay = parse_qs(target.query).get("RelayState")
    if relay:
        sent["RelayState"] = relay[0]
    return client.post("/konto/logga-in/via/saml/saml/acs/", sent, follow=True)


def signed_in(client):
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key).email if key else None


def test_an_employee_is_signed_in(client, world, keys):
    answer(client, keys)
    assert signed_in(client) == "bo@example.se"


def test_somebody_unknown_is_not(client, world, keys):
    answer(client, keys, email="ingen@example.se")
    assert signed_in(client) is None


def test_an_unsigned_assertion_is_refused(client, world, keys):
    answer(client, keys, signed=False)
    assert signed_in(client) is None


def test_an_assertion_signed_by_another_is_refused(client, world, keys):
    answer(client, keys, signing=key_and_certificate())
    assert signed_in(client) is None


def test_an_assertion_meant_for_another_is_refused(client, world, keys):
    answer(client, keys, audience="https://another.example/")
    assert signed_in(client) is None


def test_our_metadata_can_be_read_by_the_provider(client, world):
    metadata = fromstring(client.get("/konto/logga-in/via/saml/saml/metadata/").content)
    assert metadata.get("entityID") == f"{OURS}/metadata/"
