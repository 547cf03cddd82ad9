"""The page of components, as every user meets them."""

import pytest
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gallery(live_server, page, sign_in):
    sign_in(UserFactory(name="Alva Påhittsson"))
    page.goto(f"{live_server.url}/arbete/komponenter/")
    return page


def test_components_are_accessible_in_every_look(gallery, axe, shot):
    shot("components")
    axe()
