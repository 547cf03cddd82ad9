"""Sign-in through the employer, as allauth wants it told."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from hundra.config.environment import Environment, Oidc, Saml

# Names of the same things in Swedish federations (SWAMID, Skolfederation), Entra ID and AD FS.
SAML_ATTRIBUTES = {
    "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id", "urn:oid:1.3.6.1.4.1.5923.1.1.1.6"],
    "email": [
        "urn:oid:0.9.2342.19200300.100.1.3",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "mail",
    ],
    "first_name": [
        "urn:oid:2.5.4.42",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
    ],
    "last_name": [
        "urn:oid:2.5.4.4",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
    ],
}


def providers(env: Environment) -> dict[str, Any]:
    """The value of SOCIALACCOUNT_PROVIDERS; empty lists where nothing is configured."""
    return {
        "openid_connect": {"APPS": [_oidc(env.oidc)] if env.oidc else []},
        "saml": {"APPS": [_saml(env.saml)] if env.saml else []},
    }


def form_targets(env: Environment) -> list[str]:
    """The sites that the sign-in button's form leads to; browsers follow it only if CSP says so."""
    addresses = [env.oidc.server_url] if env.oidc else []
    addresses += [env.saml.metadata_url, env.saml.entity_id] if env.saml else []
    origins = [_origin(address) for address in addresses if address.startswith("http")]
    return list(dict.fromkeys([*origins, *env.sign_in_origins]))


def _oidc(oidc: Oidc) -> dict[str, Any]:
    return {
        "provider_id": "oidc",
        "name": oidc.name,
        "client_id": oidc.client_id,
        "secret": oidc.client_secret,
        "settings": {"server_url": oidc.server_url, "oauth_pkce_enabled": True},
    }


def _saml(saml: Saml) -> dict[str, Any]:
    return {
        "provider_id": saml.entity_id,
        "client_id": "saml",
        "name": saml.name,
        "settings": {
            "idp": {"entity_id": saml.entity_id, "metadata_url": saml.metadata_url},
            "attribute_mapping": SAML_ATTRIBUTES,
            "advanced": {"want_assertion_signed": True, "reject_idp_initiated_sso": True},
        },
    }


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
