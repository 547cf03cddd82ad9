"""An action plan of thirteen areas in fourteen districts, made of the first wave's weak scales, and
two dialogue cafés: one whose notes led somewhere, and one that goes on today."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone

from hundra.config.demo.clock import Clock
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Person, Unit
from hundra.hear.surveys.models import Wave
from hundra.hear.surveys.queries.results import figures_of, scales_of
from hundra.improve.plans.life import Step
from hundra.improve.plans.models import (
    Activity,
    ActivityState,
    Cafe,
    CafeNote,
    FocusArea,
    Party,
    Plan,
    View,
)
from hundra.improve.plans.services import activities, areas, cafes, leading, plans, working_out
from hundra.improve.plans.services.activities import Measured
from hundra.improve.plans.starting_points import starting_point

STARTING = "stockholm"
DISTRICTS = 14
SEED = 17
AREAS_CHOSEN = (3, 5)
NOON = time(12)
NOTES = (
    "Vi skriver samma sak i två system.",
    "En administratör till skulle ge oss en dag i veckan.",
    "Nya får ett eget skrivbord men ingen plan.",
    "Fadder fungerade bra hos oss, gör det överallt!",
    "Cheferna har för många medarbetare för att hinna lyssna.",
    "Handledning varannan vecka, inte när det råkar bli tid.",
    "Låt oss berätta om det som går bra, utan namn.",
    "Besöksrummen behöver två utgångar.",
)
TODAYS_NOTES = (
    "Vad hände med förra årets idéer? Visa det på skärmen i fikarummet.",
    "Politiker kunde följa med en dag.",
    "Kortare möten, fler beslut.",
)
PROPOSED = ("Dokumentation", "Administrativt stöd", "Introduktion", "Mentorer", "Ledarskap")
"""The areas that the café's first notes became proposals in."""
DONE = {
    "Introduktion": ("En plan för de första hundra dagarna", "Alla nya har en plan vid start."),
    "Mentorer": ("Mentor på arbetstid, två timmar i veckan", "Lika många mentorer som nya."),
    "Administrativt stöd": ("En administratör tar blanketterna", "Timmar med blanketter."),
    "Kompetens": ("Handledning i grupp varannan vecka", "Varje grupp har haft handledning."),
    "Ledarskap": ("Chefen har öppen dörr varje morgon", "Frågan om stöd från chefen."),
    "Lokaler": ("Två tysta rum i stället för konferensrummet", "Bokade timmar."),
    "Arbetsbelastning": ("Veckomöte där ärenden fördelas om", "Frågorna om arbetsmängd."),
    "Lön och villkor": ("Tydliga steg för lön och ansvar", "Alla har haft samtalet."),
    "Verksamhetssystem": ("En inloggning om dagen", "Antal inloggningar."),
    "Dokumentation": ("Tillräckligt bra: en mall på en sida", "Tid per anteckning."),
    "Trygghet och säkerhet": ("Aldrig ensam vid hembesök med oro", "Hot som har anmälts."),
    "Inflytande och delaktighet": ("Vi lägger schemat tillsammans", "Frågan om inflytande."),
    "Bilden av yrket": ("Ett inlägg i veckan om vårt arbete", "Läsare och ansökningar."),
}


@dataclass(frozen=True)
class Days:
    """When what happened, counted from the first wave's results."""

    results: date

    def after(self, days: int) -> date:
        return self.results + timedelta(days=days)


def create_plan(clock: Clock, users: Mapping[str, User], *, wave: Wave, now: datetime) -> Plan:
    """The plan, worked out, adopted and under way, with its two cafés."""
    by, days = users["hr"], Days(wave.closed_on or wave.closes_on)
    chance = random.Random(SEED)  # noqa: S311 — the same demo everywhere, nothing secret.
    clock.turn_to(_at(days.after(10)))
    plan = plans.start_plan(
        unit=wave.unit,
        by=by,
        starting=STARTING,
        units=_districts(wave.unit),
        title="Ett hållbart arbete i socialtjänsten",
        summary="Framtaget av medarbetare, chefer och fack. Varje enhet väljer själv.",
        starts_on=days.after(40),
        ends_on=days.after(40 + 730),
    )
    clock.turn_to(_at(days.after(20)))
    cafe = _first_cafe(plan, by, _at(days.after(20)))
    _work_out(clock, plan, cafe, days, by)
    units = [one.unit for one in plan.taking_part.select_related("unit")]
    for unit in units:
        _choose(plan, unit, wave, days, by, chance)
    _go_on(clock, plan, days, by, chance)
    begun = now - timedelta(minutes=30)
    clock.turn_to(begun)
    _held(plan, by, begun, "Dialogkafé: ett år med planen", TODAYS_NOTES)
    return plan


def _at(day: date) -> datetime:
    return datetime.combine(day, NOON, tzinfo=timezone.get_current_timezone())


def _districts(unit: Unit) -> list[Unit]:
    """The largest units, each standing for a district."""
    below = Unit.objects.filter(path__startswith=unit.path, ended_on=None).exclude(pk=unit.pk)
    sized = below.filter(children=None).annotate(staff=Count("employments"))
    return list(sized.order_by("-staff", "pk")[:DISTRICTS])


def _work_out(clock: Clock, plan: Plan, cafe: Cafe, days: Days, by: User) -> None:
    """Stands are given, and the plan adopted."""
    proposals = list(plan.proposals.order_by("pk"))
    for place, proposal in enumerate(proposals):
        taken = place != len(proposals) - 1
        why = "Det passar in i planen." if taken else "Det görs redan i lokalprogrammet."
        working_out.decide(proposal=proposal, taken_up=taken, why=why, by=by)
    plans.take_step(plan=plan, step=Step.WORK_OUT, by=by)
    clock.turn_to(_at(days.after(38)))
    for party, name, view, words in (
        (Party.EMPLOYER, "Socialchefen", View.AGREES, ""),
        (
            Party.UNION,
            "Fackförbundet Exemplet",
            View.REMARK,
            "Bra plan. Högst sexton medarbetare per chef borde ha ett datum.",
        ),
        (Party.EMPLOYEES, "Skyddsombuden", View.AGREES, ""),
    ):
        working_out.record_stand(plan=plan, party=party, name=name, view=view, words=words, by=by)
    plans.take_step(plan=plan, step=Step.ADOPT, by=by, today=days.after(38))


def _choose(
    plan: Plan, unit: Unit, wave: Wave, days: Days, by: User, chance: random.Random
) -> None:
    """The unit's own priorities, and what it does in the first two of them."""
    chosen = chance.sample(list(plan.areas.all()), chance.randint(*AREAS_CHOSEN))
    areas.set_priorities(
        plan=plan,
        unit=unit,
        choices=[areas.Choice(area=area, why="Här skaver det mest hos oss.") for area in chosen],
        by=by,
    )
    leader = Person.objects.filter(
        employments__unit=unit, employments__is_manager=True, employments__ends_on=None
    ).first()
    for place, area in enumerate(chosen[:2]):
        title, measure = DONE[area.title]
        activities.make_activity(
            by=by,
            area=area,
            unit=unit,
            title=title,
            responsible=leader,
            starts_on=days.after(60 + 30 * place),
            ends_on=days.after(240 + 210 * place),
            measure=measure,
            measured=_measured(area, unit, wave),
        )


def _measured(area: FocusArea, unit: Unit, wave: Wave) -> Measured:
    """A scale that the area is about, as the first wave found it in the unit."""
    point = starting_point(STARTING, "sv")
    about = (
        next((one.scales for one in point.areas if one.title == area.title), ()) if point else ()
    )
    asked = {one.code: one for one in scales_of(wave)}
    code = next((one for one in about if one in asked), None)
    if code is None:
        return Measured()
    level = figures_of(wave=wave, unit=unit, codes=[code]).get(code)
    return Measured(
        instrument=wave.question_set.slug,
        scale=code,
        scale_title=asked[code].titles["sv"],
        baseline=wave,
        baseline_value=level.mean if level else None,
    )


def _go_on(clock: Clock, plan: Plan, days: Days, by: User, chance: random.Random) -> None:
    """Most is under way or done, some is late, one thing was called off."""
    made = list(Activity.objects.filter(area__plan=plan).order_by("starts_on", "pk"))
    clock.turn_to(_at(days.after(120)))
    for activity in made:
        activities.set_state(activity=activity, state=ActivityState.ONGOING, by=by)
    clock.turn_to(_at(days.after(250)))
    for place, activity in enumerate(made):
        if place == 3:  # noqa: PLR2004
            activities.set_state(
                activity=activity,
                state=ActivityState.CALLED_OFF,
                why="Lokalen byggs om. Vi tar det nästa år.",
                by=by,
            )
        elif activity.ends_on <= days.after(250) and chance.random() < 0.7:  # noqa: PLR2004
            activities.tell(activity=activity, text="Det blev av, och vi fortsätter så.", by=by)
            activities.set_state(
                activity=activity, state=ActivityState.DONE, done_on=days.after(240), by=by
            )


def _first_cafe(plan: Plan, by: User, begins: datetime) -> Cafe:
    """Held before the plan was adopted; what was said became proposals."""
    cafe = _held(plan, by, begins, "Dialogkafé med socialnämnden", NOTES)
    notes = list(CafeNote.objects.filter(table__cafe=cafe).order_by("written_at", "pk"))
    leading.group_notes(cafe=cafe, notes=notes[:2], title="Det som tar tid", by=by)
    for note, title in zip(notes, PROPOSED, strict=False):
        area = plan.areas.get(title=title)
        leading.propose_in_plan(cafe=cafe, notes=[note], text=note.text, area=area, by=by)
    leading.propose_in_plan(cafe=cafe, notes=notes[7:], text=notes[7].text, by=by)
    return cafes.close_cafe(cafe=cafe, by=by)


def _held(plan: Plan, by: User, begins: datetime, title: str, notes: Sequence[str]) -> Cafe:
    themes = [area.title for area in plan.areas.all()[:4]]
    cafe = cafes.plan_cafe(
        unit=plan.unit,
        plan=plan,
        tables=4,
        themes=themes,
        by=by,
        title=title,
        welcome="Skriv kort. Alla vid bordet ser lapparna. Inga namn.",
        place="Stadshuset, Kotten",
        starts_at=begins,
        closes_at=begins + timedelta(hours=10),
    )
    cafes.open_cafe(cafe=cafe, by=by, now=begins)
    tables, about = list(cafe.tables.all()), list(cafe.themes.all())
    for place, text in enumerate(notes):
        cafes.write_note(
            table=tables[place % len(tables)],
            theme=about[place % len(about)],
            text=text,
            phone=f"demo-phone-{place:012}",
            now=begins + timedelta(minutes=3 * place),
        )
    return Cafe.objects.get(pk=cafe.pk)
