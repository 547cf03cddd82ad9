import json
import re

import pytest
from django.contrib.staticfiles import finders
from tests.factories.improvements import (
    AnswersFactory,
    ImprovementFactory,
    ProgrammeFactory,
    TopicFactory,
    UpdateFactory,
)
from tests.factories.organisation import PersonFactory
from tests.factories.suggestions import SuggestionFactory

PAGES = [
    "/",
    "/forbattringar/",
    "/forbattringar/1/",
    "/forbattringar/1/stampel.svg",
    "/forbattringar/1/bild-1200x630.png",
    "/forbattringar/flode.atom",
    "/forbattringar/flode.json",
    "/forbattringar/skylt/",
    "/forbattringar/folj/",
    "/forbattringar/folj/skickat/",
    "/inbaddad/forbattringar/",
    "/tillganglighet/",
    "/tillganglighet/tack/",
    "/integritet/",
    "/sitemap.xml",
    "/robots.txt",
]


@pytest.fixture
def one(programme):
    return ImprovementFactory(programme=programme, delivered=True, title="Fler bänkar")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_visitors_get_no_cookies(client, one, address, prefix):
    response = client.get(prefix + address)
    assert response.status_code == 200
    assert dict(response.cookies) == {}


@pytest.mark.parametrize("address", ["/", "/forbattringar/", "/robots.txt", "/sitemap.xml"])
def test_pages_answer_before_any_programme_is_shown(client, db, address):
    ProgrammeFactory()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [a for a in PAGES if a not in {"/forbattringar/folj/", "/tillganglighet/"} and "sk" not in a],
)
def test_an_unchanged_page_is_not_sent_again(client, one, address):
    first = client.get(address)
    if "ETag" in first:
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert "public" in first["Cache-Control"]
    else:
        assert address == "/tillganglighet/tack/"


@pytest.mark.parametrize(
    "address",
    ["/", "/forbattringar/", "/forbattringar/1/", "/forbattringar/flode.atom", "/sitemap.xml"],
)
def test_queries_do_not_grow(
    client, programme, address, django_assert_num_queries, django_assert_max_num_queries
):
    def add():
        made = ImprovementFactory(programme=programme, delivered=True, topic=TopicFactory())
        ImprovementFactory(programme=programme, coming=True, topic=TopicFactory())
        UpdateFactory(improvement=made)
        published = SuggestionFactory(published=True)
        AnswersFactory(improvement=made, suggestion=published)

    add()
    client.get(address)
    with django_assert_max_num_queries(12) as first:
        client.get(address)
    add()
    add()
    with django_assert_num_queries(len(first)):
        client.get(address)


def test_start_tells_how_far_it_has_come_and_what_comes(client, programme, one):
    ImprovementFactory(programme=programme, audience="employees", stamped=True)
    ImprovementFactory(programme=programme, coming=True, title="Varmare badhus")
    ImprovementFactory(programme=programme, planned=True, title="Hemligt än")
    content = client.get("/").content.decode()
    assert re.search(r"<strong>2</strong>\s*<span>av 100</span>", content)
    assert "1 av 50" in content
    assert "Fler bänkar" in content
    assert "Varmare badhus" in content
    assert "Hemligt än" not in content
    assert content.count('class="wall-open"') == 98


def found(client, query):
    content = client.get(f"/forbattringar/?{query}").content.decode()
    return set(re.findall(r'improvement-card-title">([^<]+)<', content))


def test_the_list_is_narrowed_by_everything_it_offers(client, programme):
    school = TopicFactory(slug="skola")
    a = ImprovementFactory(programme=programme, stamped=True, title="Läxhjälp", topic=school)
    ImprovementFactory(programme=programme, delivered=True, title="Kaffe", audience="employees")
    ImprovementFactory(programme=programme, coming=True, title="Bad")
    withdrawn = {"withdrawn": True, "number": 9}
    ImprovementFactory(programme=programme, title="Ångrad", **withdrawn)
    assert found(client, "") == {"Läxhjälp", "Kaffe", "Bad", "Ångrad"}
    assert found(client, "for=employees") == {"Kaffe"}
    assert found(client, "state=coming") == {"Bad"}
    assert found(client, "state=delivered") == {"Kaffe"}
    assert found(client, "state=withdrawn") == {"Ångrad"}
    assert found(client, "topic=skola") == {"Läxhjälp"}
    assert found(client, f"unit={a.owner_unit_id}") == {"Läxhjälp"}
    assert found(client, "q=hjälp") == {"Läxhjälp"}
    assert found(client, "q=%2337&for=citizens") == set()
    assert found(client, "q=9") == {"Ångrad"}


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "a" * 3000,
        "q=%22%29%20OR%201=1",
        "q=%EF%BF%BE",
        "sida=-1",
        "sida=99999999999999999999",
        "sida=%00",
        "unit=99999999999999999999",
        "unit=²",
        "topic=%00&state=%00&for=%00",
        "for=both&state=secret",
        "q=%ff%fe",
    ],
)
def test_hostile_questions_get_a_good_answer(client, one, query):
    for address in ("/forbattringar/", "/inbaddad/forbattringar/", "/", "/forbattringar/1/"):
        assert client.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize("number", ["0", "01", "-1", "999", "99999999999999999999", "x"])
def test_a_number_that_is_not_there_is_not_found(client, one, number):
    assert client.get(f"/forbattringar/{number}/").status_code == 404
    assert client.get(f"/forbattringar/{number}/stampel.svg").status_code == 404


def test_htmx_gets_the_found_ones_alone(client, one):
    response = client.get(
        "/forbattringar/", headers={"HX-Request": "true", "HX-Target": "resultat"}
    )
    assert response.content.decode().lstrip().startswith('<section id="resultat"')
    assert "HX-Target" in response["Vary"]


def test_paging_keeps_what_was_asked(client, programme):
    ImprovementFactory.create_batch(25, programme=programme, stamped=True)
    content = client.get("/forbattringar/?for=citizens").content.decode()
    assert "?for=citizens&amp;sida=2" in content
    assert len(found(client, "for=citizens&sida=2")) == 1


def test_a_page_tells_the_whole_story(client, programme):
    made = ImprovementFactory(
        programme=programme,
        followed_up=True,
        story="Först **så**.",
        baseline="23 dagar",
        target="10 dagar",
        outcome="Det blev 9 dagar.",
        responsible=PersonFactory(given_name="Alva", family_name="Påhittsson"),
    )
    UpdateFactory(improvement=made, text="Nu är den på plats.")
    shown = SuggestionFactory(published=True, public_title="Bänkar i parken")
    hidden = SuggestionFactory(text="Ring Bo på 070")
    AnswersFactory(improvement=made, suggestion=shown)
    AnswersFactory(improvement=made, suggestion=hidden)
    content = client.get(f"/forbattringar/{made.number}/").content.decode()
    for told in ("<strong>så</strong>", "23 dagar", "10 dagar", "Det blev 9 dagar.", "på plats"):
        assert told in content
    assert "Bänkar i parken" in content
    assert "Och 1 förslag till." in content
    assert "Ring Bo" not in content
    assert "Alva Påhittsson" in content


def test_protected_identity_is_never_named(client, programme):
    hidden = PersonFactory(given_name="Bo", family_name="Exempelberg", protected_identity=True)
    made = ImprovementFactory(programme=programme, stamped=True, responsible=hidden)
    assert "Exempelberg" not in client.get(f"/forbattringar/{made.number}/").content.decode()


def test_a_page_shows_that_others_came_before_and_more_will_come(client, programme):
    first, middle, last = ImprovementFactory.create_batch(3, programme=programme, stamped=True)
    content = client.get(f"/forbattringar/{middle.number}/").content.decode()
    assert first.title in content
    assert last.title in content
    assert "Det här var den allra första." in client.get("/forbattringar/1/").content.decode()
    assert "97 förbättringar kvar" in client.get("/forbattringar/3/").content.decode()


def test_a_withdrawn_one_is_shown_with_its_reason(client, programme):
    ImprovementFactory(
        programme=programme, withdrawn=True, number=5, withdrawal_reason="Det blev för dyrt."
    )
    content = client.get("/forbattringar/5/").content.decode()
    assert "Det blev för dyrt." in content
    assert "Vi har dragit tillbaka den här förbättringen" in content


def test_a_coming_one_has_a_page_until_its_stamp(client, programme):
    coming = ImprovementFactory(programme=programme, coming=True, title="Varmare badhus")
    hidden = ImprovementFactory(programme=programme, planned=True)
    assert "Varmare badhus" in client.get(f"/forbattringar/kommer/{coming.pk}/").content.decode()
    assert client.get(f"/forbattringar/kommer/{hidden.pk}/").status_code == 404


def test_only_the_shown_programme_is_public(client, programme):
    other = ImprovementFactory(stamped=True, number=77, title="I ett annat program")
    assert client.get(f"/forbattringar/{other.number}/").status_code == 404
    assert "I ett annat program" not in client.get("/forbattringar/").content.decode()


@pytest.mark.parametrize("address", ["/", "/forbattringar/", "/forbattringar/1/"])
def test_structured_data_is_json_that_cannot_leave_its_element(client, programme, address):
    ImprovementFactory(programme=programme, stamped=True, title="</script><b>&")
    content = client.get(address).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', content, re.S)
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    assert "</script><b>" not in content


def test_every_page_points_to_itself_and_to_the_other_language(client, one):
    content = client.get("/en/forbattringar/1/?utm=x").content.decode()
    base = "http://localhost:8000"
    assert f'<link rel="canonical" href="{base}/en/forbattringar/1/">' in content
    assert f'hreflang="sv" href="{base}/forbattringar/1/"' in content
    assert f'content="{base}/en/forbattringar/1/bild-1200x630.png"' in content
    assert '<html lang="en"' in content


def test_the_embedded_list_may_be_framed_and_nothing_else_may(client, one, settings):
    embedded = client.get("/inbaddad/forbattringar/")
    assert "X-Frame-Options" not in embedded
    assert "frame-ancestors 'self' *" in embedded["Content-Security-Policy"]
    assert b"<script" not in embedded.content
    page = client.get("/forbattringar/1/")
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_the_sign_polls_for_its_inside_alone(client, one):
    whole = client.get("/forbattringar/skylt/")
    inside = client.get("/forbattringar/skylt/", headers={"HX-Request": "true"})
    assert b'id="sign"' in whole.content
    assert inside.content.lstrip().startswith(b'<div id="sign"')
    again = {"HX-Request": "true", "If-None-Match": inside["ETag"]}
    assert client.get("/forbattringar/skylt/", headers=again).status_code in {200, 304}


def test_the_style_of_the_pages_is_there():
    assert finders.find("public/public.css")


def cards(client, query="", prefix=""):
    content = client.get(f"{prefix}/forbattringar/?{query}").content.decode()
    return re.findall(r'<a class="improvement-card".*?</a>', content, re.DOTALL)


def test_a_changed_card_is_drawn_anew_at_once(client, one):
    (before,) = cards(client)
    assert cards(client) == [before]
    assert "Levererad" in before
    one.title, one.state = "Fler soffor", "stamped"
    one.save()
    (after,) = cards(client)
    assert "Fler soffor" in after
    assert "Stämplad" in after
    (english,) = cards(client, prefix="/en")
    assert "Stamped" in english
    one.topic = TopicFactory(name="Torg")
    one.save()
    assert "Torg" in cards(client)[0]


def test_the_count_of_the_list_is_that_of_its_cards(client, programme, one):
    ImprovementFactory(programme=programme, withdrawn=True, number=7)
    ImprovementFactory(programme=programme, withdrawn=True)
    ImprovementFactory(programme=programme, coming=True)
    ImprovementFactory(programme=programme, planned=True)
    shown = cards(client)
    assert len(shown) == 3
    assert "3 förbättringar" in client.get("/forbattringar/").content.decode()


def test_the_wall_follows_what_is_stamped(client, programme, one):
    assert client.get("/").content.decode().count('class="wall-open"') == 99
    ImprovementFactory(programme=programme, stamped=True, title="Ny badbrygga")
    content = client.get("/").content.decode()
    assert content.count('class="wall-open"') == 98
    assert 'title="Ny badbrygga"' in content
