"""Articles taken in from tables and from pages of an old intranet."""

import pytest
from tests.factories.accounts import user_with
from tests.factories.knowledge import TopicFactory
from tests.factories.organisation import UnitFactory
from tests.factories.packages import picture, take

from hundra.core.accounts.models import Role, User
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.exchange.archive import open_file
from hundra.hear.knowledge.models import Revision, Topic
from hundra.hear.knowledge.services.importing import import_knowledge

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_disk(settings, tmp_path_factory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(name="Renhållningen")


@pytest.fixture
def topic() -> Topic:
    return TopicFactory(slug="avfall", names={"sv": "Avfall", "en": "Waste"})


@pytest.fixture
def editor(unit: Unit) -> User:
    return user_with(Role.EDITOR, unit)


def test_a_table_has_an_article_a_line(unit, topic, editor):
    table = (
        "Rubrik;Ämne;Målgrupp;Enhet;Kort svar;Steg;Länkar;Text\n"
        'Ett;Avfall;alla;Renhållningen;Ja.;"Först.\nSedan.";"sida | Mer | https://e.example/";Text\n'
        "Två;Avfall;ingen;Renhållningen;Nej.;;;Text\n"
    )
    report = import_knowledge(open_file("lista.csv", table.encode("cp1252")), by=editor)

    assert [(file.line, file.outcome) for file in report.files] == [(2, "new"), (4, "refused")]
    draft = Revision.objects.get()
    assert (draft.title, draft.steps, draft.links[0]["url"]) == (
        "Ett",
        ["Först.", "Sedan."],
        "https://e.example/",
    )


PAGE = """\
<!doctype html><html lang="sv"><head><title>Friskvård | Intranätet</title>
<meta name="description" content="Du får 2 000 kronor om året."><script>alert(1)</script></head>
<body><header><h1>Intranätet</h1></header><nav><a href="index.html">Hem</a></nav>
<main><h1>Friskvårdsbidrag</h1><p>Du får <b>2 000 kronor</b>.</p>
<h2>Så gör du</h2><ol><li>Köp.</li><li>Spara kvittot.</li></ol>
<p>Läs om <a href="lon.html#mer">lönen</a> och <a href="borta.html">annat</a>.</p>
<img src="bilder/gym.png" alt="Ett gym"><img src="bilder/pynt.png" alt="">
<div class="breadcrumb">Hem &gt; HR</div></main><footer>Kontakt</footer></body></html>
"""


def test_a_page_of_an_old_intranet_becomes_a_draft(unit, topic, editor):
    report = take(
        {
            "gammalt/friskvard.html": PAGE,
            "gammalt/lon.html": PAGE.replace("Friskvårdsbidrag", "Lön"),
            "gammalt/bilder/gym.png": picture(),
            "gammalt/bilder/pynt.png": picture("blue"),
            "gammalt/stil.css": "body {}",
        },
        by=editor,
        unit=unit,
        topic=topic,
        audience="employees",
    )

    assert [file.outcome for file in report.files] == ["new", "new"]
    draft = Revision.objects.get(translation__article__slug="friskvard")
    gym = draft.attachments.get()
    assert (draft.title, draft.short_answer) == ("Friskvårdsbidrag", "Du får 2 000 kronor om året.")
    assert draft.body == (
        "Du får **2 000 kronor**.\n\n## Så gör du\n\n1. Köp.\n2. Spara kvittot.\n\n"
        "Läs om [lönen](/arbete/kunskap/avfall/lon/) och annat.\n\n"
        f"![Ett gym](bild:{gym.pk})"
    )
    assert len(report.files[0].notes) == 2
