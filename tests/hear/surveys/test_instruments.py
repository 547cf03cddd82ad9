"""Instruments: the built-in ones are what they say, and a file's faults are told where they are."""

import csv
import io
import os
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from hundra.engines.psychometrics import hme
from hundra.hear.surveys.errors import QuestionSetError
from hundra.hear.surveys.models import Asked, Item, QuestionSet
from hundra.hear.surveys.queries.instruments import instrument
from hundra.hear.surveys.services.question_sets import current, load, load_file, read

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
STRUCTURE = Path(os.environ.get("HUNDRA_DATA", ROOT / "../shared/data")) / "copsoq"
STAFF = ["copsoq", "copsoq-core", "enps", "hme", "introduction"]

OPTIONS = [{"value": v, "texts": {"sv": str(v)}} for v in (1, 2, 3, 4, 5)]
OWN: dict[str, Any] = {
    "slug": "egen",
    "source": "Vi själva",
    "asks": "staff",
    "titles": {"sv": "Vår egen enkät"},
    "intros": {"sv": "Några frågor."},
    "thanks": {"sv": "Tack."},
    "themes": [{"code": "dagen", "titles": {"sv": "Dagen"}}],
    "scales": [{"code": "trivsel", "titles": {"sv": "Trivsel"}, "items": ["glad", "trott"]}],
    "items": [
        {"code": "glad", "theme": "dagen", "texts": {"sv": "Glad?"}, "options": OPTIONS},
        {
            "code": "trott",
            "theme": "dagen",
            "texts": {"sv": "Trött?"},
            "options": OPTIONS,
            "reversed": True,
        },
        {"code": "ord", "theme": "dagen", "kind": "text", "texts": {"sv": "Något mer?"}},
    ],
}


def own(**changed: Any) -> bytes:
    return yaml.safe_dump({**OWN, **changed}, allow_unicode=True).encode()


def items(place: int, **changed: Any) -> list[dict[str, Any]]:
    return [
        {**one, **changed} if at == place else one for at, one in enumerate(OWN["items"], start=1)
    ]


# The built-in ones


@pytest.mark.parametrize("slug", STAFF)
def test_each_comes_in_swedish_and_english_for_staff_and_says_whose_words_they_are(
    slug: str,
) -> None:
    found = current(slug)
    assert (found.asks, found.is_packaged) == (Asked.STAFF, True)
    assert "own wording" in found.source
    for one in found.items.all():
        assert {"sv", "en"} <= set(one.texts), one.code
        for option in one.options:
            assert {"sv", "en"} <= set(option["texts"]), one.code
        assert one.theme in {theme["code"] for theme in found.themes} | {""}


def structure() -> list[dict[str, str]]:
    if not STRUCTURE.exists():
        pytest.skip("the structure of COPSOQ III is not on this machine")
    with (STRUCTURE / "copsoq3_structure.csv").open(encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("slug", "levels"), [("copsoq", {"Core", "Middle"}), ("copsoq-core", {"Core"})]
)
def test_copsoq_has_the_published_items_dimensions_and_points(slug: str, levels: set[str]) -> None:
    published = {row["item_code"]: row for row in structure() if row["level"] in levels}
    found = instrument(current(slug))
    assert {item.code for item in found.items} == set(published)
    for item in found.items:
        wanted = sorted(
            float(one.split("=")[1])
            for one in published[item.code]["scale_values_0_100"].split(" ; ")
        )
        assert sorted(item.option_points()) == wanted, item.code
        assert item.is_reversed == published[item.code]["scale"].endswith("Reversed"), item.code
    for scale in found.scales:
        # PD is a dimension of its own in the article; the table has it under IN.
        dimensions = {published[code]["dim_code"] for code in scale.items}
        assert dimensions == {"IN" if scale.code == "PD" else scale.code}
    used = Counter(code for scale in found.scales for code in scale.items)
    assert used == Counter(list(published))


def test_hme_is_kolada_s_nine_questions_and_three_parts() -> None:
    found = instrument(current("hme"))
    assert tuple(item.code for item in found.items) == hme.KOLADA_QUESTIONS
    parts = {scale.code: tuple(found.columns(scale)) for scale in found.scales}
    assert parts == {"hme": hme.PARTS["total"], **{k: hme.PARTS[k] for k in list(hme.PARTS)[1:]}}
    assert found.items[0].option_points() == (0.0, 25.0, 50.0, 75.0, 100.0)


def test_enps_is_twice_the_mean_less_a_hundred() -> None:
    (item,) = instrument(current("enps")).items
    assert item.option_points() == (0.0,) * 7 + (50.0,) * 2 + (100.0,) * 2


def test_an_own_instrument_is_kept_whole() -> None:
    found = load_file(data=own())
    assert (found.asks, found.themes, found.scales) == ("staff", OWN["themes"], OWN["scales"])
    assert list(found.items.values_list("code", "theme", "kind", "is_reversed")) == [
        ("glad", "dagen", "scale", False),
        ("trott", "dagen", "scale", True),
        ("ord", "dagen", "text", False),
    ]
    assert [one.is_reversed for one in instrument(found).items] == [False, True]


def test_looking_at_a_file_keeps_nothing() -> None:
    read(own())
    assert not QuestionSet.objects.exists()


SCALE = OWN["scales"][0]
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]"
    for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (own(asks="cats"), "”asks” ska vara något av citizens, staff, managers."),
        (own(themes="x"), "”themes” ska vara en lista."),
        (own(themes=[{"titles": {"sv": "x"}}]), "Tema 1: ”code” saknas."),
        (own(themes=[{"code": "dagen"}]), "Tema 1: titles: skriv en text för varje språk"),
        (own(items=items(2, theme="natten")), "Fråga 2: ”theme” ska vara koden"),
        (own(items=items(2, reversed="ja")), "Fråga 2: ”reversed” ska vara true eller false."),
        (own(items=items(2, code="glad")), "samma ”code”: glad."),
        (own(items=items(2, code="trött")), "Fråga 2: ”code” får bara ha bokstäverna a–z"),
        (own(items=items(1, options=OPTIONS[:1])), "Fråga 1: en skala har minst två"),
        (
            own(items=items(1, options=[*OPTIONS, {"value": 127, "texts": {"sv": "x"}}])),
            "heltal från 0 till 126",
        ),
        (
            own(items=items(1, options=[{**OPTIONS[0], "points": 10}, *OPTIONS[1:]])),
            "Fråga 1: ”points” ska stå vid alla",
        ),
        (
            own(items=items(1, options=[{**one, "points": float("nan")} for one in OPTIONS])),
            "Fråga 1: ”points” ska vara tal mellan 0 och 100.",
        ),
        (own(items=items(1, texts={"sv": "x" * 3000})), "en text är för lång"),
        (own(scales=[{**SCALE, "items": []}]), "Skala 1: ”items” ska vara en lista"),
        (own(scales=[{**SCALE, "items": ["glad", "ord", 3]}]), "svarsalternativ som heter ord, 3."),
        (own(scales=[{**SCALE, "items": ["glad", "glad"]}]), "Skala 1: en fråga står två gånger."),
        (own(scales=[{**SCALE, "good": "up"}]), "Skala 1: ”good” ska vara high eller low."),
        (own(scales=[{**SCALE, "least_share": 2}]), "Skala 1: ”least_share”"),
        (own(scales=[{**SCALE, "important": 0}]), "Skala 1: ”important”"),
        (own(scales=[SCALE, SCALE]), "samma ”code”: trivsel."),
        (own(titles={"sv": "x", False: "y"}), "sätt citattecken runt False"),
        (b'titles: {sv: "a\\0b"}', "tecken som inte går att visa"),
        (BOMB.encode(), "för stor"),
        ("slug: å".encode("latin-1"), "inte text i UTF-8"),
        (b"a: 2026-02-30", "inte YAML"),
        (b"PK\x03\x04 inte ett arkiv", "Arbetsboken går inte att läsa"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "Arbetsboken går inte att läsa"),
        (b"", "slug"),
    ],
    ids=lambda given: None if isinstance(given, bytes) else given[:30],
)
def test_a_faulty_file_is_refused_where_it_is_wrong(data: bytes, why: str) -> None:
    with pytest.raises(QuestionSetError) as refused:
        load_file(data=data)
    assert why in str(refused.value)
    assert not QuestionSet.objects.exists()


# The official wording


def words_for(slug: str) -> dict[str, Any]:
    return {
        "words_for": slug,
        "source": "Den officiella",
        "items": [
            {
                "code": one.code,
                "texts": {"sv": f"Officiell {one.code}?"},
                **(
                    {
                        "options": [
                            {"value": o["value"], "texts": {"sv": f"val {o['value']}"}}
                            for o in one.options
                        ]
                    }
                    if one.options
                    else {}
                ),
            }
            for one in current(slug).items.all()
        ],
    }


@pytest.mark.parametrize("slug", ["hme", "copsoq"])
def test_official_words_replace_ours_and_nothing_else(slug: str) -> None:
    ours = current(slug)
    loaded = load(yaml.safe_dump(words_for(slug), allow_unicode=True))
    assert (loaded.slug, loaded.version, loaded.source) == (slug, 2, "Den officiella")
    assert current(slug) == loaded
    first = loaded.items.first()
    assert first is not None
    assert first.text == f"Officiell {first.code}?"
    assert first.options[0]["texts"] == {"sv": f"val {first.options[0]['value']}"}
    assert instrument(loaded) == instrument(ours)
    assert loaded.themes == ours.themes


def test_words_for_some_items_only_are_refused() -> None:
    words = words_for("hme")
    words["items"].pop(3)
    with pytest.raises(QuestionSetError, match="U00303"):
        load(yaml.safe_dump(words))


def test_words_for_items_that_are_not_there_are_refused() -> None:
    words = words_for("hme")
    words["items"][0]["code"] = "U00399"
    with pytest.raises(QuestionSetError, match="Det finns inga frågor som heter U00399"):
        load(yaml.safe_dump(words))


def whole_hme(**changed: Any) -> str:
    found = yaml.safe_load((ROOT / "src/hundra/hear/surveys/sets/hme.yaml").read_text("utf-8"))
    return yaml.safe_dump({**found, "source": "SKR", **changed}, allow_unicode=True)


def test_a_whole_file_with_the_same_codes_does_as_well() -> None:
    assert load(whole_hme()).source == "SKR"


def test_a_whole_file_with_another_structure_is_refused() -> None:
    found = yaml.safe_load(whole_hme())
    first, *rest = found["items"]
    for changed, why in (
        ({"items": [{**first, "code": "U1"}, *rest], "scales": []}, "samma frågor"),
        ({"items": rest, "scales": []}, "samma frågor, i samma ordning (U00300)"),
        ({"items": [{**first, "reversed": True}, *rest]}, "samma frågor ska vara vända (U00300)"),
        ({"items": [{**first, "options": first["options"][:4]}, *rest]}, "(U00300)"),
        ({"scales": found["scales"][:3]}, "skalorna ska ha samma frågor"),
        ({"least_share": 1}, "least_share"),
    ):
        with pytest.raises(QuestionSetError) as refused:
            load(whole_hme(**changed))
        assert why in str(refused.value)
        assert "”hme” följer med programmet" in str(refused.value)


def test_a_shorter_version_is_made_of_anothers_items() -> None:
    found = load(
        yaml.safe_dump(
            {
                "slug": "kort",
                "part_of": "copsoq",
                "titles": {"sv": "Kort"},
                "items": ["QD2", "best"],
            }
        )
    )
    assert [one.code for one in found.items.all()] == ["QD2", "best"]
    assert [(one["code"], one["items"]) for one in found.scales] == [("QD", ["QD2"])]
    assert [one["code"] for one in found.themes] == ["demands", "words"]
    with pytest.raises(QuestionSetError, match="XX1"):
        load(yaml.safe_dump({"slug": "kort", "part_of": "copsoq", "items": ["XX1"]}))


# XLSForm

SURVEY = [
    [
        "type",
        "name",
        "label::Svenska (sv)",
        "label::English (en)",
        "hint::Svenska (sv)",
        "scale",
        "reversed",
    ],
    ["start", "start", "", "", "", "", ""],
    ["begin group", "dagen", "Dagen", "The day", "", "", ""],
    ["select_one grad", "glad", "Är du glad?", "Are you happy?", "På jobbet.", "trivsel", ""],
    ["select_one grad", "trott", "Är du trött?", "Are you tired?", "", "trivsel", "yes"],
    ["end group", "", "", "", "", "", ""],
    ["text", "ord", "Något mer?", "Anything else?", "", "", ""],
]
CHOICES = [
    ["list_name", "name", "label::Svenska (sv)", "label::English (en)"],
    ["grad", 1, "Nej", "No"],
    ["grad", 2.0, "Lite", "A little"],
    ["grad", 3, "Ja", "Yes"],
    ["grad", "dk", "Vet inte", "Don't know"],
]
SETTINGS = [
    ["form_title::Svenska (sv)", "form_id", "default_language", "source", "least_share"],
    ["Vår dag", "var_dag", "Svenska (sv)", "Vi själva", "0,75"],
]
SCALES = [["code", "label::Svenska (sv)", "good"], ["trivsel", "Trivsel", "high"]]


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    given = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS, "scales": SCALES}
    for name, rows in {**given, **sheets}.items():
        if rows:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def survey(line: int, column: int, value: Any) -> list[list[Any]]:
    rows = [list(row) for row in SURVEY]
    rows[line - 1][column] = value
    return rows


def test_an_xlsform_becomes_an_instrument() -> None:
    found = load_file(data=workbook())
    assert (found.slug, found.asks, found.least_share) == ("var-dag", "staff", 0.75)
    assert found.titles == {"sv": "Vår dag"}
    assert [theme["titles"]["sv"] for theme in found.themes] == ["Dagen", "Övrigt"]
    assert found.scales == [
        {
            "code": "trivsel",
            "titles": {"sv": "Trivsel"},
            "items": ["glad", "trott"],
            "good": "high",
        }
    ]
    glad: Item
    glad, trott, words = found.items.all()
    assert glad.texts == {"sv": "Är du glad?", "en": "Are you happy?"}
    assert glad.helps == {"sv": "På jobbet."}
    assert [one["value"] for one in glad.options] == [1, 2, 3, None]
    assert (trott.is_reversed, words.kind, words.theme) == (True, "text", "other")


def test_an_xlsform_without_languages_is_in_its_own() -> None:
    rows = [["type", "name", "label"], ["select_one grad", "glad", "Är du glad?"]]
    choices = [["list name", "name", "label"], ["grad", 1, "Nej"], ["grad", 2, "Ja"]]
    settings = [["form_title", "form_id"], ["Vår dag", "dag"]]
    found = load_file(data=workbook(survey=rows, choices=choices, settings=settings, scales=[]))
    assert [one.texts for one in found.items.all()] == [{"sv": "Är du glad?"}]


@pytest.mark.parametrize(
    ("sheets", "why"),
    [
        ({"choices": []}, "bladen ”survey” och ”choices”"),
        ({"survey": survey(4, 0, "select_multiple grad")}, "Blad ”survey”, rad 4: ”select_mul"),
        ({"survey": survey(4, 0, "select_one lista")}, "rad 4: listan ”lista” finns inte"),
        ({"survey": survey(4, 1, "")}, "rad 4: ”name” saknas"),
        ({"survey": survey(5, 2, "")}, "rad 5: det finns ingen text på svenska"),
        ({"survey": survey(3, 2, "")[:3] + SURVEY[3:]}, "” ska ha"),
        ({"choices": [*CHOICES, ["grad", "ja", "Ja", "Yes"]]}, "Blad ”choices”, rad 6: ”name” ska"),
        ({"settings": [["form_title"], ["Utan namn"]]}, "”slug” saknas"),
        ({"settings": [SETTINGS[0], [*SETTINGS[1][:4], "hälften"]]}, "rad 2: ”least_share” ska"),
        ({"scales": [["code", "items"], ["trivsel", "glad sur"]]}, "sur"),
        ({"survey": [[*SURVEY[0], "relevant"], [*SURVEY[3], "${x} = 1"]]}, "rad 2: här får alla"),
    ],
    ids=lambda given: given[:24] if isinstance(given, str) else None,
)
def test_an_xlsforms_fault_is_told_by_sheet_and_row(
    sheets: dict[str, list[list[Any]]], why: str
) -> None:
    if why == "” ska ha":
        rows = survey(3, 2, "")
        rows[2][3] = ""
        sheets, why = {"survey": rows}, "rad 3: gruppen har ingen rubrik"
    with pytest.raises(QuestionSetError) as refused:
        load_file(data=workbook(**sheets))
    assert why in str(refused.value)
