import pytest
from django.urls import reverse
from tests.factories.accounts import UserFactory

from hundra.core.ui import navigation


@pytest.fixture
def empty(monkeypatch):
    for name in ("_items", "_cards", "_links"):
        monkeypatch.setattr(navigation, name, [])


def everyone(user):
    return True


def nobody(user):
    return False


def test_every_place_that_is_registered_has_an_address():
    places = [*navigation._items, *navigation._cards, *navigation._links]
    addresses = [reverse(place.url_name, kwargs=getattr(place, "kwargs", {})) for place in places]
    assert all(address.startswith("/") for address in addresses)


def test_only_places_that_the_user_may_reach_are_shown(empty):
    navigation.register(section="run", label="Drift", url_name="work", rule=everyone)
    navigation.register(section="hear", label="Hemligt", url_name="components", rule=nobody)
    (section,) = navigation.menu(None, "/")
    assert (section.name, [item.label for item in section.items]) == ("run", ["Drift"])


def test_sections_come_in_the_order_of_the_verbs_and_items_in_theirs(empty):
    for section, label, order in [
        ("show", "c", 1),
        ("hear", "b", 2),
        ("hear", "a", 1),
        ("measure", "d", 1),
    ]:
        navigation.register(
            section=section, label=label, url_name="work", rule=everyone, order=order
        )
    menu = navigation.menu(None, "/")
    assert [(s.name, [i.label for i in s.items]) for s in menu] == [
        ("hear", ["a", "b"]),
        ("measure", ["d"]),
        ("show", ["c"]),
    ]


def test_the_nearest_place_is_the_current_one(empty):
    navigation.register(section="hear", label="outer", url_name="work", rule=everyone)
    navigation.register(section="hear", label="inner", url_name="components", rule=everyone)
    (section,) = navigation.menu(None, "/arbete/komponenter/sok/")
    assert [item.label for item in section.items if item.current] == ["inner"]


def test_an_unknown_section_is_refused(empty):
    with pytest.raises(ValueError, match="no such section"):
        navigation.register(section="dream", label="", url_name="work", rule=everyone)


def test_cards_show_what_waits_for_the_user(empty, client, db):
    navigation.register_card(
        label="Nya", count=lambda user: 3, url_name="work", rule=everyone, query="?state=new"
    )
    navigation.register_card(label="Dolt", count=lambda user: 9, url_name="work", rule=nobody)
    client.force_login(UserFactory())
    page = client.get("/arbete/").text
    assert 'href="/arbete/?state=new"' in page
    assert "Dolt" not in page
