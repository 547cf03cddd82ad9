"""Asking the server as an app does, and reading its answers."""

import json
from xml.etree import ElementTree

from django.test import Client

REPORT = {
    "api_key": "nyckel-0001",
    "lat": "59.2741",
    "long": "15.2066",
    "description": "Stort hål i vägbanan.",
}


def get(path, **query):
    return Client().get(f"/open311/v2/{path}", query)


def post(form="json", **fields):
    return Client().post(f"/open311/v2/requests.{form}", fields)


def answer(response):
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(response.content)


def elements(response):
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert response.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    return ElementTree.fromstring(response.content)


def told(response):
    return [(each["code"], each["description"]) for each in json.loads(response.content)]
