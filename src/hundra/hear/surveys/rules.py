"""Who may do what with surveys.

- Whoever has a link answers it: once, without login. The link is all there is to know.
- Managers, analysts and administrators at a unit or above it see the figures of those who were
  asked there; so do the guides and handlers of the unit, since it is their work. Nobody sees
  who answered, and nobody sees fewer than seven answers together.
- The same read the comments. Managers, guides, handlers and administrators note that one was
  passed on.
- Results of a staff survey are read by managers, HR, analysts and union representatives: of the
  units that their role is at and of all that stood under them on the day of the survey, and of
  the whole, to compare with. Administrators and others read none. Whoever reads sees only what
  was published: nothing of groups that are too small, not even of their own.
- Own words are read in lists (`queries.own_words`), by those whose role is at the list's unit or
  above it. HR at the survey's unit gives them themes and hides those that point somebody out.
- The file for Kolada is made by HR and analysts at the survey's unit.

Staff surveys:

- HR and administrators at a unit plan, open, extend, close and call off surveys of it and of all
  below; they load instruments. Nobody else sees a survey before it is open.
- Of an open or closed one they see how many have answered, and so do managers: of their own
  units and those below. Never who.
- Those who plan print the slips with codes; managers print those of their own units.
- Everyone sees which surveys they are asked to answer themselves.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role, paths_with_role
from hundra.core.organisation.models import Unit
from hundra.hear.surveys.models import Wave, WaveState, WaveUnit

_READERS = (Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR, Role.GUIDE, Role.HANDLER)
_RESULT_READERS = (Role.MANAGER, Role.HR, Role.ANALYST, Role.UNION)
_DOERS = (Role.MANAGER, Role.ADMINISTRATOR, Role.GUIDE, Role.HANDLER)


def may_see_somewhere(user: Actor) -> bool:
    """Those with a role that reads, at any unit."""
    return has_role(user, *_READERS)


def may_see(user: Actor, unit: Unit) -> bool:
    """Figures and comments of the unit."""
    return has_role(user, *_READERS, at=unit)


def may_pass_on_somewhere(user: Actor) -> bool:
    return has_role(user, *_DOERS)


def may_pass_on(user: Actor, unit: Unit) -> bool:
    """Note that a comment of the unit was passed on."""
    return has_role(user, *_DOERS, at=unit)


def seen_paths(user: Actor) -> list[str]:
    """Paths of the units whose subtrees' figures the user sees."""
    return paths_with_role(user, *_READERS)


def may_read_results_somewhere(user: Actor) -> bool:
    """Those with a role that reads results of staff surveys, at any unit."""
    return has_role(user, *_RESULT_READERS)


def result_units(user: Actor) -> frozenset[int]:
    """Keys of the units whose results, with all that stood under them, the user reads."""
    paths = paths_with_role(user, *_RESULT_READERS)
    return frozenset(int(path.strip("/").rsplit("/", 1)[-1]) for path in paths)


def wave_units_seen(user: Actor) -> QuerySet[WaveUnit]:
    """Units asked, whose results the user reads if they are published.

    By where they stood when they were asked: a unit that has moved since takes its results along
    for its own manager, not for the new one above.
    """
    places = Q(pk__in=())
    for key in result_units(user):
        places |= Q(path__contains=f"/{key}/")
    return WaveUnit.objects.filter(places)


_PLANNERS = (Role.HR, Role.ADMINISTRATOR)
_FOLLOWERS = (*_PLANNERS, Role.MANAGER)


def may_plan_somewhere(user: Actor) -> bool:
    return has_role(user, *_PLANNERS)


def may_plan(user: Actor, unit: Unit) -> bool:
    """Plan a staff survey of the unit, and everything that comes after."""
    return has_role(user, *_PLANNERS, at=unit)


def planned_paths(user: Actor) -> list[str]:
    """Paths of the units whose subtrees the user may ask."""
    return paths_with_role(user, *_PLANNERS)


def may_follow_somewhere(user: Actor) -> bool:
    return has_role(user, *_FOLLOWERS)


def followed_paths(user: Actor) -> list[str]:
    """Paths of the units of which the user sees how many have answered."""
    return paths_with_role(user, *_FOLLOWERS)


def may_follow(user: Actor, wave: Wave) -> bool:
    """See the survey's page: planners always, others once it is open and asks some of theirs."""
    if may_plan(user, wave.unit):
        return True
    asked = wave.unit.path
    return wave.state != WaveState.DRAFT and any(
        asked.startswith(path) or path.startswith(asked) for path in followed_paths(user)
    )


def may_print_slips(user: Actor, unit: Unit) -> bool:
    """Planners and managers at the unit, who hand them out."""
    return has_role(user, *_FOLLOWERS, at=unit)


def is_employee(user: Actor) -> bool:
    return bool(user.is_authenticated and user.is_active)


def may_tend_words(user: Actor, wave: Wave) -> bool:
    """Give own words another theme, and hide them."""
    return has_role(user, Role.HR, at=wave.unit)


def may_tend_words_somewhere(user: Actor) -> bool:
    return has_role(user, Role.HR)


def may_send_to_kolada(user: Actor, wave: Wave) -> bool:
    return has_role(user, Role.HR, Role.ANALYST, at=wave.unit)
