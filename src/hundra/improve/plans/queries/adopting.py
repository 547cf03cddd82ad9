"""What a plan needs before it is adopted."""

from __future__ import annotations

from django.utils.translation import gettext

from hundra.improve.plans.models import FocusArea, Party, Plan, Stand


def missing_for_adoption(plan: Plan) -> list[str]:
    """What lacks, one sentence each. That a party disagrees does not stop it, silence does."""
    missing = []
    if not FocusArea.objects.filter(plan=plan).exists():
        missing.append(gettext("The plan has no focus area yet."))
    given = set(Stand.objects.filter(plan=plan).order_by().values_list("party", flat=True))
    if Party.EMPLOYER not in given:
        missing.append(gettext("The employer's stand is not recorded."))
    if not given & {Party.UNION, Party.EMPLOYEES}:
        missing.append(
            gettext("No stand of a union or of the employees' representatives is recorded.")
        )
    return missing
