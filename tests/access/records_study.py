"""Paths of self-study that the matrix walks, for learners, for editors and as numbers."""

from typing import Any

from tests.access.records import Address, World, record
from tests.factories.study import PathFactory, StepFactory, ask

from hundra.hear.knowledge.models import Audience
from hundra.hear.study.models import Path, Step


def _step(world: World, **fields: Any) -> Step:
    return StepFactory(path=PathFactory(owner_unit=world.own, **fields))


def _taken(step: Step) -> dict[str, Any]:
    return {"slug": step.path.slug, "pk": step.pk}


def _details(path: Path) -> dict[str, Any]:
    return {
        "title": "Ny",
        "audience": "employees",
        "owner_unit": path.owner_unit_id,
        "slug": path.slug,
    }


@record("study=path")
def path(world: World) -> Address:
    return Address({"slug": _step(world).path.slug})


@record("study=guides' path")
def guides_path(world: World) -> Address:
    return Address({"slug": _step(world, audience=Audience.GUIDES).path.slug})


@record("study=draft")
def draft(world: World) -> Address:
    return Address({"slug": _step(world, draft=True).path.slug})


@record("study=step")
def step(world: World) -> Address:
    return Address(_taken(_step(world)))


@record("study=guides' step")
def guides_step(world: World) -> Address:
    return Address(_taken(_step(world, audience=Audience.GUIDES)))


@record("study=own unit")
def own_unit(world: World) -> Address:
    return Address({"pk": world.own.pk})


@record("study=whole municipality")
def whole(world: World) -> Address:
    return Address({"pk": world.root.pk})


@record("studied path=new")
def new(world: World) -> Address:
    return Address({}, {"title": "Ny", "audience": "employees", "owner_unit": world.own.pk})


@record("studied path=own unit")
def own(world: World) -> Address:
    made = _step(world, draft=True).path
    return Address({"pk": made.pk}, _details(made))


@record("studied path=other unit")
def other(world: World) -> Address:
    made = PathFactory(owner_unit=world.other)
    StepFactory(path=made)
    return Address({"pk": made.pk}, _details(made))


@record("studied path=publish")
def publish(world: World) -> Address:
    return Address({"pk": _step(world, draft=True).path.pk, "what": "publicera"})


@record("studied path=publish at other unit")
def publish_other(world: World) -> Address:
    made = PathFactory(owner_unit=world.other, draft=True)
    return Address({"pk": made.pk, "what": "publicera"})


@record("studied path=new step")
def new_step(world: World) -> Address:
    made = _step(world).path
    return Address({"pk": made.pk, "kind": "text"}, {"title": "Nytt", "text": "Läs."})


@record("studied path=new step at other unit")
def new_step_other(world: World) -> Address:
    made = PathFactory(owner_unit=world.other)
    return Address({"pk": made.pk, "kind": "text"}, {"title": "Nytt", "text": "Läs."})


def _edited(step: Step) -> dict[str, Any]:
    return {"pk": step.path_id, "step": step.pk}


@record("studied step=own unit")
def edited_step(world: World) -> Address:
    sent = {"title": "Nytt", "text": "Fråga?", "option_1": "Ja", "right_1": "on", "option_2": "Nej"}
    return Address(_edited(_step(world)), sent)


@record("studied step=other unit")
def other_step(world: World) -> Address:
    made = StepFactory(path=PathFactory(owner_unit=world.other))
    return Address(_edited(made), {"title": "Nytt", "text": "Läs."})


@record("studied step=moved")
def moved_step(world: World) -> Address:
    return Address({**_edited(_step(world)), "what": "upp"})


@record("studied step=moved at other unit")
def moved_other(world: World) -> Address:
    made = StepFactory(path=PathFactory(owner_unit=world.other))
    return Address({**_edited(made), "what": "ta-bort"})


@record("studied question=own unit")
def question(world: World) -> Address:
    asked = ask(_step(world))
    sent = {"text": "Fråga?", "option_1": "Ja", "right_1": "on", "option_2": "Nej"}
    return Address({**_edited(asked.step), "question": asked.pk}, sent)


@record("studied question=other unit")
def other_question(world: World) -> Address:
    asked = ask(StepFactory(path=PathFactory(owner_unit=world.other)))
    return Address({**_edited(asked.step), "question": asked.pk}, {"text": "Fråga?"})


@record("studied question=removed")
def removed_question(world: World) -> Address:
    asked = ask(_step(world))
    return Address({**_edited(asked.step), "question": asked.pk, "what": "ta-bort"})


@record("studied question=removed at other unit")
def removed_other(world: World) -> Address:
    asked = ask(StepFactory(path=PathFactory(owner_unit=world.other)))
    return Address({**_edited(asked.step), "question": asked.pk, "what": "ta-bort"})
