"""Sets of questions: data, checked, and never changed."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db.utils import DatabaseError
from tests.factories.surveys import asked

from hundra.hear.surveys.errors import QuestionSetError
from hundra.hear.surveys.models import QuestionSet
from hundra.hear.surveys.services import question_sets
from hundra.hear.surveys.services.question_sets import current, load

pytestmark = pytest.mark.django_db

OWN: dict[str, Any] = {
    "slug": "service",
    "source": "En annan källa",
    "titles": {"sv": "Andra frågor"},
    "intros": {"sv": "Några frågor."},
    "thanks": {"sv": "Tack."},
    "items": [
        {
            "code": "easily",
            "texts": {"sv": "Var det enkelt?"},
            "options": [{"value": v, "texts": {"sv": str(v)}} for v in (1, 2, 3, 4, 5)],
        }
    ],
}


def with_items(*items: dict[str, Any]) -> dict[str, Any]:
    return {**OWN, "items": [{**OWN["items"][0], **item} for item in items]}


def test_the_service_questions_come_with_the_program_and_are_its_own() -> None:
    found = current("service")
    assert (found.version, found.is_packaged) == (1, True)
    assert "own wording" in found.source
    codes = [(item.code, item.kind, item.values) for item in found.items.all()]
    scale = [1, 2, 3, 4, 5]
    assert codes == [
        ("easily", "scale", scale),
        ("kindly", "scale", scale),
        ("clearly", "scale", scale),
        ("better", "text", []),
    ]
    for item in found.items.all():
        assert set(item.texts) >= {"sv", "en"}


def test_loading_once_more_changes_nothing() -> None:
    assert current("service") == current("service")
    assert load(yaml.safe_dump(OWN)) == load(yaml.safe_dump(OWN))
    assert QuestionSet.objects.count() == 2


def test_an_own_wording_takes_its_place_and_stays() -> None:
    old = current("service")
    new = load(yaml.safe_dump(OWN))
    assert (new.version, current("service")) == (2, new)
    assert asked().question_set == new
    assert list(old.items.values_list("code", flat=True))[-1] == "better"


def test_what_has_been_asked_is_never_changed() -> None:
    found = current("service")
    found.titles = {"sv": "Något annat"}
    with pytest.raises(DatabaseError):
        found.save()


def test_what_the_program_brings_anew_is_a_new_version(monkeypatch: pytest.MonkeyPatch) -> None:
    first = current("service")
    monkeypatch.setattr(question_sets, "_packaged", lambda: {"service": OWN})
    assert current("service").version == first.version + 1
    assert current("service").version == first.version + 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- a\n- b", "slug"),
        ("slug: [", "YAML"),
        ("a: &a [*a]", "för stor"),
        ("x" * 600_000, "för stor"),
        (yaml.safe_dump({**OWN, "titles": {}}), "titles"),
        (yaml.safe_dump({**OWN, "titles": {"en": "x"}}), "svenska"),
        (yaml.safe_dump({**OWN, "slug": "å ä"}), "slug"),
        (yaml.safe_dump({**OWN, "least_group": 4}), "minst 5"),
        (yaml.safe_dump({**OWN, "least_share": "x"}), "least_share"),
        (yaml.safe_dump({**OWN, "items": "x"}), "items"),
        (yaml.safe_dump({**OWN, "items": ["x"]}), "Fråga 1"),
        (yaml.safe_dump(with_items({}, {})), "samma"),
        (yaml.safe_dump(with_items({"texts": {"sv": " "}})), "Fråga 1"),
        (yaml.safe_dump(with_items({"kind": "x"})), "scale eller text"),
        (yaml.safe_dump(with_items({"options": None})), "options"),
        (yaml.safe_dump(with_items({"options": [{"value": 1, "texts": {"sv": "x"}}]})), "två"),
        (
            yaml.safe_dump(with_items({"options": [{"value": "1", "texts": {"sv": "x"}}]})),
            "heltal",
        ),
        (
            yaml.safe_dump(with_items({"options": [{"value": [], "texts": {"sv": "x"}}] * 2})),
            "heltal",
        ),
        ("!!python/object/apply:os.system ['true']", "YAML"),
    ],
    ids=lambda given: None if len(given) < 20 else f"{len(given)}",
)
def test_a_faulty_file_is_refused_with_a_sentence(text: str, why: str) -> None:
    with pytest.raises(QuestionSetError) as refused:
        load(text)
    assert why in str(refused.value)
    assert not QuestionSet.objects.exists()


def test_the_command_loads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "fragor.yaml"
    file.write_text(yaml.safe_dump(OWN), encoding="utf-8")
    out = StringIO()
    call_command("load_question_set", str(file), stdout=out)
    assert out.getvalue() == "service 1: Andra frågor\n"
    file.write_text("slug: x", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("load_question_set", str(file))


def test_an_unknown_set_is_none() -> None:
    with pytest.raises(QuestionSetError):
        current("finns-inte")
