import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from hundra.core.ui.access import open_to_all, same_origin


@open_to_all
@same_origin
def form(request):
    return HttpResponse("received")


ALLOWED = [
    {"sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "none"},
    {"origin": "http://testserver"},
    {"referer": "http://testserver/forslag/nytt/"},
    {},
]
REFUSED = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    {"origin": "https://elsewhere.example"},
    {"origin": "null"},
    {"origin": "http://testserver.elsewhere.example"},
    {"referer": "https://elsewhere.example/http://testserver/"},
]


@pytest.mark.parametrize("headers", ALLOWED)
def test_a_post_from_our_own_pages_is_received(rf, headers):
    assert form(rf.post("/", headers=headers)).text == "received"


@pytest.mark.parametrize("headers", REFUSED)
def test_a_post_from_anothers_page_is_refused(rf, headers):
    with pytest.raises(PermissionDenied):
        form(rf.post("/", headers=headers))


def test_reading_is_not_a_post(rf):
    assert form(rf.get("/", headers={"sec-fetch-site": "cross-site"})).status_code == 200


def test_the_view_keeps_its_own_access_and_name():
    assert form.access(None) is True
    assert form.__name__ == "form"
