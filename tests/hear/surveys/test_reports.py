"""Results handed out: nothing on paper, screen or in files that the publication does not show."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation
from tests.factories.accounts import UserFactory, user_with
from tests.factories.organisation import UnitFactory
from tests.factories.published import published

from hundra.core.accounts.models import Role
from hundra.engines.disclosure import People, plan
from hundra.hear.surveys import rules
from hundra.hear.surveys.models import WaveComment
from hundra.hear.surveys.queries import own_words
from hundra.hear.surveys.queries.results import results_of, seen_by
from hundra.hear.surveys.reporting import kolada, paper, report, slides
from hundra.hear.surveys.services import own_words as tending

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    whole = UnitFactory(name="Granby kommun")
    care = UnitFactory(parent=whole, name="Omsorgen")
    small = UnitFactory(parent=care, name="Lilla enheten")
    school = UnitFactory(parent=whole, name="Skolan")
    return {"whole": whole, "care": care, "small": small, "school": school}


@pytest.fixture
def wave(town):
    return published(
        {town["whole"]: 60.0, town["care"]: 55.0, town["small"]: None, town["school"]: 70.0},
        answered={town["whole"]: 60, town["care"]: 30, town["small"]: 5, town["school"]: 30},
        set="hme",
    )


def address(name, wave, **more):
    return reverse(name, kwargs={"pk": wave.pk, **more})


def told(wave, unit):
    results = results_of(wave)
    return report.report_of(wave=wave, results=results, unit=results.unit(unit.pk))


def test_a_unit_with_figures_has_profile_and_three_questions(wave, town):
    found = told(wave, town["care"])
    assert (found.why_hidden, found.whole, found.above) == ("", "Granby kommun", ("Granby kommun",))
    assert [round(line.level.mean) for line in found.shown] == [55] * 4
    assert [round(line.whole.mean) for line in found.shown] == [60] * 4
    assert (len(found.strongest), len(found.weakest), len(found.questions)) == (2, 2, 3)
    assert not {line.code for line in found.strongest} & {line.code for line in found.weakest}
    kinds = [slide.kind for slide in slides.slides_of(found)]
    assert kinds == ["title", "lines", "lines", *["line"] * 4, *["question"] * 3, "hidden"]


def test_a_hidden_unit_says_why_and_where_there_are_figures(wave, town):
    found = told(wave, town["small"])
    assert found.why_hidden == "Färre än 7 personer har svarat här."
    assert (found.nearest, found.lines, found.questions, found.words) == ("Omsorgen", (), (), ())
    assert [slide.kind for slide in slides.slides_of(found)] == ["title", "hidden"]


def test_the_paper_is_a_tagged_pdf_in_both_languages(wave, town):
    made = paper.paper(told(wave, town["care"]), municipality="Granby kommun")
    with translation.override("en"):
        english = paper.paper(told(wave, town["small"]), municipality="Granby")
    assert (made[:5], b"/StructTreeRoot" in made, b"/Lang" in english) == (b"%PDF-", True, True)


def test_pages_are_for_those_whose_part_the_unit_is(wave, town, client_as):
    manager = client_as(user_with(Role.MANAGER, town["care"]))
    page = manager.get(address("wave_reports", wave), {"enhet": town["small"].pk})
    assert "Färre än 7 personer har svarat här." in page.content.decode()
    pdf = manager.get(address("wave_report", wave, unit=town["care"].pk))
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    whole = manager.get(address("wave_slides", wave, unit=town["whole"].pk))
    assert whole.status_code == 200
    outside = [
        manager.get(address(name, wave, unit=town["school"].pk)).status_code
        for name in ("wave_report", "wave_slides")
    ]
    stranger = client_as(user_with(Role.MANAGER, UnitFactory()))
    assert outside == [404, 404]
    assert stranger.get(address("wave_reports", wave)).status_code == 404
    assert client_as(UserFactory()).get(address("wave_reports", wave)).status_code == 403


def test_files_hold_the_readers_part_with_reasons_for_what_is_hidden(wave, town, client_as):
    client = client_as(user_with(Role.MANAGER, town["care"]))
    lines = b"".join(client.get(address("wave_csv", wave)).streaming_content).decode().splitlines()
    units = {line.split(";")[2] for line in lines[1:]}
    hidden = [line for line in lines if ";Lilla enheten;" in line]
    assert units == {"Omsorgen", "Lilla enheten"}
    assert all(line.endswith("Färre än 7 personer har svarat här.") for line in hidden)
    assert all(";;;;" in line for line in hidden)
    content = b"".join(client.get(address("wave_xlsx", wave)).streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Siffror", "Definitioner"]
    rows = list(book["Siffror"].values)
    meanings = [row[0] for row in list(book["Definitioner"].values)[1:]]
    assert meanings == list(rows[0])
    assert len(rows) == len(lines)


def test_a_unit_named_as_a_formula_is_text_in_files(town, client_as):
    evil = UnitFactory(parent=town["whole"], name='=HYPERLINK("http://x")')
    wave = published({town["whole"]: 60.0, evil: 50.0})
    client = client_as(user_with(Role.HR, town["whole"]))
    text = b"".join(client.get(address("wave_csv", wave)).streaming_content).decode()
    assert "'=HYPERLINK" in text
    assert ';"=HYPERLINK' not in text


def test_hme_is_given_to_kolada_by_its_ids_from_ten_answers(wave, town):
    figures = {one.kpi: (one.value, one.n) for one in kolada.key_figures(results_of(wave))}
    assert figures["U00200"] == figures["U00203"] == figures["U00308"] == (60.0, 60)
    assert figures["N00898"] == (75.0, 60)
    few = published({town["school"]: 70.0}, answered={town["school"]: 9}, set="hme")
    assert {one.value for one in kolada.key_figures(results_of(few))} == {None}


def test_the_file_for_kolada_is_for_hr_of_the_whole(wave, town, client_as):
    hr = client_as(user_with(Role.HR, town["whole"]))
    page = hr.get(address("wave_reports", wave)).content.decode()
    assert "Rapportera dem inte till Kolada" in page
    asked = {"kommun": "1280", "rubriker": "Kommun, Nyckeltal, År, Värde, Antal"}
    sent = hr.get(address("wave_kolada", wave), asked)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(sent.streaming_content)))
    rows = list(book["Kolada"].values)
    assert rows[:2] == [
        ("Kommun", "Nyckeltal", "År", "Värde", "Antal"),
        ("1280", "U00200", 2026, 60, 60),
    ]
    assert hr.get(address("wave_kolada", wave), {"kommun": "x"}).status_code == 302
    manager = client_as(user_with(Role.MANAGER, town["whole"]))
    assert manager.get(address("wave_kolada", wave), asked).status_code == 403
    other = published({town["whole"]: 60.0})
    assert hr.get(address("wave_kolada", other), asked).status_code == 404


# Own words -----------------------------------------------------------------------------------


def comment(wave, unit, text="Mer tid att läsa på.", **more):
    return WaveComment.objects.create(wave=wave, unit=unit, code="first", text=text, **more)


def test_lists_are_those_of_the_engine():
    # 1 with 2 (25 people) and 3 (6 people), 25 people of its own.
    parents = {1: None, 2: 1, 3: 1}
    release = plan(parents, People.of([1] * 25 + [2] * 25 + [3] * 6, {}), [()], least=7)
    shown = [release.shows(key) for key in (1, 2, 3)]
    found = own_words.lists_over([1, 2, 3], [-1, 0, 0], [56, 25, 6], shown, least=20)
    assert found == release.texts(least=20) == {1: 1, 2: 2, 3: 1}


def test_words_are_read_in_lists_of_enough_people(wave, town, client_as):
    lists = own_words.lists_of(wave)
    names = {unit.pk: name for name, unit in town.items()}
    assert {names[key]: names[at] for key, at in lists.items()} == {
        "whole": "whole",
        "care": "care",
        "small": "care",
        "school": "school",
    }
    comment(wave, town["small"], "Skrivet i den lilla enheten.")
    comment(wave, town["school"], "Skrivet i skolan.")
    results = results_of(wave)

    def seen(unit, of):
        part = seen_by(user_with(Role.MANAGER, town[unit]), results)
        found = own_words.words_seen(wave, part, results.unit(town[of].pk))
        return [row.text for row in found]

    assert seen("care", "care") == ["Skrivet i den lilla enheten."]
    assert seen("care", "whole") == ["Skrivet i den lilla enheten."]
    assert seen("small", "small") == []
    assert sorted(seen("whole", "whole")) == ["Skrivet i den lilla enheten.", "Skrivet i skolan."]
    boss = client_as(user_with(Role.MANAGER, town["small"]))
    page = boss.get(address("wave_words", wave)).content.decode()
    assert "läses tillsammans med andras, i listan för Omsorgen" in page
    assert "Skrivet" not in page


def test_words_are_nobodys_where_too_few_answered(town):
    wave = published({town["care"]: 55.0}, answered={town["care"]: 12})
    assert own_words.lists_of(wave) == {town["care"].pk: None}


def test_hr_changes_themes_and_hides_and_it_is_logged(wave, town, client_as):
    row = comment(wave, town["school"], "Fråga Bo Exempelberg.")
    hr = client_as(user_with(Role.HR, town["whole"]))
    tend = address("wave_word_tend", wave, comment=row.pk)
    assert hr.get(address("wave_word", wave, comment=row.pk)).status_code == 200
    hr.post(tend, {"theme": "leadership"})
    hr.post(tend, {"theme": "finns-inte"})
    row.refresh_from_db()
    assert row.theme == "leadership"
    hr.post(tend, {"hidden": "1"})
    reader = client_as(user_with(Role.MANAGER, town["whole"]))
    assert "Exempelberg" not in reader.get(address("wave_words", wave)).content.decode()
    assert "Exempelberg" in hr.get(address("wave_words", wave)).content.decode()
    assert row.events.count() == 2
    assert reader.post(tend, {"hidden": "0"}).status_code == 403
    outsider = user_with(Role.HR, town["care"])
    assert not rules.may_tend_words(outsider, wave)
    assert client_as(outsider).post(tend, {"hidden": "0"}).status_code == 403


def test_themes_are_suggested_by_the_scales_words_and_kept_once_set(wave, town):
    named = comment(wave, town["school"], "Vårt LEDARSKAP behöver tid.")
    other = comment(wave, town["school"], "Kaffet är kallt.")
    chosen = comment(wave, town["school"], "Motivation", theme="governance")
    assert tending.suggest_themes(wave=wave) == 2
    for row in (named, other, chosen):
        row.refresh_from_db()
    assert [named.theme, other.theme, chosen.theme] == ["leadership", own_words.OTHER, "governance"]
    counts = own_words.theme_counts(wave, WaveComment.objects.filter(wave=wave))
    assert {one.code: one.count for one in counts} == {
        "leadership": 1,
        "governance": 1,
        own_words.OTHER: 1,
    }
    assert tending.suggest_themes(wave=wave) == 0
