"""The work pages of improvements in a real browser, in every look, and the board by keyboard."""

import pytest
from django.urls import reverse
from tests.browser.keyboard import Keyboard
from tests.factories.accounts import user_with
from tests.factories.improvements import (
    AnswersFactory,
    CriterionFactory,
    ImprovementFactory,
    ProgrammeFactory,
    TickFactory,
    TopicFactory,
    UpdateFactory,
)
from tests.factories.organisation import UnitFactory
from tests.factories.suggestions import SuggestionFactory

from hundra.core.accounts.models import Role, RoleGrant

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(live_server, page, sign_in):
    unit = UnitFactory(name="Socialförvaltningen")
    user = user_with(Role.COMMUNICATOR, unit, name="Bo Exempelberg")
    RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR, unit=unit)
    sign_in(user)
    programme = ProgrammeFactory(name="100 förbättringar", slug="hundra", shown=True)
    line = CriterionFactory(programme=programme, text="Den är konkret")
    given = {"programme": programme, "owner_unit": unit, "topic": TopicFactory(name="Omsorg")}
    planned = ImprovementFactory(planned=True, title="Chef i beredskap", **given)
    TickFactory(improvement=planned, criterion=line, ticked_by=user)
    stamped = ImprovementFactory(
        stamped=True, title="Gratis kaffe", story="## Så\n\n- ett", **given
    )
    UpdateFactory(improvement=stamped)
    AnswersFactory(improvement=stamped, suggestion=SuggestionFactory(planned=True, unit=unit))
    ImprovementFactory(delivered=True, **given)
    withdrawn = ImprovementFactory(withdrawn=True, number=9, **given)
    return {
        "programme": programme,
        "planned": planned,
        "stamped": stamped,
        "withdrawn": withdrawn,
        "line": line,
        "suggestion": SuggestionFactory(accepted=True, unit=unit),
    }


def test_the_pages_are_accessible_in_every_look(world, live_server, page, axe, shot):
    programme = {"slug": world["programme"].slug}
    planned = {"pk": world["planned"].pk}
    stamped = {"pk": world["stamped"].pk}
    line = programme | {"pk": world["line"].pk}
    chosen = f"?forslag={world['suggestion'].pk}"
    addresses = {
        "board": reverse("improvements"),
        "list": reverse("improvements_list"),
        "calendar": reverse("improvements_calendar"),
        "programmes": reverse("programmes"),
        "programme": reverse("programme", kwargs=programme),
        "programme-edit": reverse("programme_edit", kwargs=programme),
        "checklist": reverse("checklist", kwargs=programme),
        "criterion": reverse("criterion_edit", kwargs=line),
        "topics": reverse("topics"),
        "import": reverse("improvements_import"),
        "new": reverse("improvement_new"),
        "from-suggestion": reverse("improvement_from_suggestions") + chosen,
        "planned": reverse("improvement", kwargs=planned),
        "stamped": reverse("improvement", kwargs=stamped),
        "withdrawn": reverse("improvement", kwargs={"pk": world["withdrawn"].pk}),
        "edit": reverse("improvement_edit", kwargs=planned),
        "picture": reverse("improvement_picture_change", kwargs=planned),
        "link": reverse("improvement_suggestions", kwargs=planned),
        "stamp": reverse("improvement_step", kwargs=planned | {"step": "stampla"}),
        "withdraw": reverse("improvement_step", kwargs=stamped | {"step": "dra-tillbaka"}),
    }
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        axe()
        shot(f"improvements-{name}")


def test_a_card_is_moved_by_keyboard(world, live_server, page):
    keys = Keyboard(page)
    page.goto(live_server.url + reverse("improvements"))

    keys.press(page.locator("summary", has_text="Gratis kaffe"))
    keys.follow(page.get_by_role("link", name="Markera som levererad").first)
    keys.follow(page.get_by_role("button", name="Markera som levererad"))

    page.get_by_text("Den är levererad. Bra jobbat!").wait_for()
    world["stamped"].refresh_from_db()
    assert world["stamped"].state == "delivered"
