"""Slips for those whom no message reaches: a sheet for their unit, which its manager hands out.

A code belongs to nobody: nobody writes down who gets which.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.surveys.errors import WaveError
from hundra.hear.surveys.models import Wave, WaveInvitation, WaveState, WayIn
from hundra.hear.surveys.queries.waves.instruments import minutes_of
from hundra.hear.surveys.services.ballots import spelled
from hundra.hear.surveys.services.waves.links import code_of_slip, code_page, link_of
from hundra.hear.surveys.slips import Slip, Words, sheet

LANGUAGE = "sv"

log = logging.getLogger(__name__)


@transaction.atomic
def make_slips(*, wave: Wave, unit: Unit, by: User) -> bytes:
    """A PDF with the codes of the unit's own that haven't been used.

    The same codes each time, so a sheet that is lost can be printed again. Raises WaveError where
    there are none.
    """
    if wave.state != WaveState.OPEN:
        raise WaveError(_("Slips can be printed while the survey is open."))
    unused = WaveInvitation.objects.filter(
        wave=wave, unit=unit, way_in=WayIn.SLIP, is_answered=False
    )
    keys = list(unused.values_list("pk", flat=True))
    if not keys:
        raise WaveError(_("No slips are left for this unit."))
    unused.filter(sent_on=None).update(sent_on=timezone.localdate())
    log.info("Survey %s: %d slips of unit %s are printed", wave.pk, len(keys), unit.pk)
    return sheet([_slip(code_of_slip(key)) for key in keys], _words(wave, unit))


def _slip(code: str) -> Slip:
    return Slip(code=spelled(code), link=link_of(code, LANGUAGE))


def _words(wave: Wave, unit: Unit) -> Words:
    with translation.override(LANGUAGE):
        values = {
            "questions": wave.question_set.items.count(),
            "minutes": minutes_of(wave.question_set.items.count()),
            "least": wave.least_group,
            "day": date_format(wave.closes_on, "j F"),
        }
        return Words(
            lang=LANGUAGE,
            municipality=settings.MUNICIPALITY,
            title=wave.title,
            unit=unit.name,
            for_manager=_(
                "Cut the slips apart and let everyone without mail draw one. Don't write down"
                " who takes which."
            ),
            how=_("%(questions)s questions, about %(minutes)s minutes, on a phone or a computer.")
            % values,
            scan=_("Point your phone's camera here, or go to"),
            type_code=_("and type the code"),
            page=code_page(LANGUAGE).split("://")[-1].rstrip("/"),
            last_day=_("Answer by %(day)s.") % values,
            promise=_(
                "Nobody can see who answered what. The code can be used once, and results are"
                " shown only for groups of at least %(least)s."
            )
            % values,
            qr_alt=pgettext("slip", "QR code that leads to the questions"),
        )
