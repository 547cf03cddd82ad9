import pytest
from tests.factories.accounts import UserFactory

from hundra.core.ui import context, navigation


def test_a_visitor_gets_no_cookies(client, db):
    assert client.get("/").cookies == {}


def test_the_public_shell_asks_the_database_nothing(rf, django_assert_num_queries, db):
    request = rf.get("/")
    with django_assert_num_queries(0):
        given = context.shell(request)
        assert [other["code"] for other in given["languages"]] == ["en"]
        assert list(given["public_links"]) == navigation.links("header", "/")


def test_the_work_shell_asks_for_the_users_roles_once(rf, django_assert_max_num_queries, db):
    request = rf.get("/arbete/")
    request.user = UserFactory()
    with django_assert_max_num_queries(1):
        given = context.shell(request)
        list(given["menu"])
        list(given["menu"])


def test_the_same_page_is_offered_in_the_other_language(client, db):
    client.force_login(UserFactory())
    page = client.get("/arbete/komponenter/?q=x").text
    assert 'href="/en/arbete/komponenter/?q=x"' in page
    assert 'lang="en"' in client.get("/en/arbete/komponenter/").text


@pytest.mark.parametrize("address", ["/arbete/", "/arbete/komponenter/"])
def test_pages_hold_no_inline_script_or_style(client, db, address):
    client.force_login(UserFactory())
    page = client.get(address).text
    assert " style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert page.count("<script") == page.count("<script src=")
