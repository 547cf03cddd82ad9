"""The simulated week: callers walk the menu, bots answer, and the page agrees with the log."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pytest
from tests.factories.telephony import ClientTransport

from hundra.adapters.voice import addresses
from hundra.adapters.voice.simulator import Experience, Provider
from hundra.config.demo import filling
from hundra.config.demo.content import read_content
from hundra.config.demo.desks import create_desks
from hundra.config.week.bots import roster
from hundra.config.week.comparing import compared
from hundra.config.week.keys import keys_to
from hundra.config.week.log import Figures, figures
from hundra.config.week.plan import visitors
from hundra.config.week.playing import Week
from hundra.hear.contacts.menus.parsing import parse
from hundra.hear.contacts.menus.walking import Menu, Wants
from hundra.hear.contacts.models import Contact, Desk

MONDAY = dt.date(2026, 8, 31)
AT = dt.datetime(2026, 8, 31, 8, tzinfo=dt.UTC)
ENTRY = read_content("contacts")["desk"][0]


def tree():
    return parse(read_content("phone_menus")["servicecenter"])[0]


@pytest.mark.parametrize("language", [code for code, _ in ENTRY["languages"]])
def test_the_keys_lead_to_a_line_in_the_callers_language(language):
    menu = Menu(tree=tree(), is_open=True)
    step = menu.begin()
    for key in keys_to(menu.tree, language=language, reason="bygglov"):
        step = menu.press(step.place, key)
    assert step.wants is Wants.GUIDE
    assert (menu.tree.nodes[step.place.node].language or step.place.language) == language


def test_figures_are_worked_out_from_the_log_alone():
    def call(held, answered, gone):
        def at(second):
            return None if second is None else AT + dt.timedelta(seconds=second)

        return Experience(
            "c", "+46", "+46", AT, held_at=at(held), answered_at=at(answered), hung_up_at=at(gone)
        )

    calls = [
        call(10, 130, 300),  # In time, just.
        call(10, 131, 300),
        call(10, None, 15),
        call(10, None, 90),
        call(None, None, 5),
    ]
    assert figures(calls, [], within_seconds=120, short_seconds=10) == Figures(
        offered=4,
        answered=2,
        abandoned_short=1,
        abandoned_long=1,
        in_time=1,
        longest_wait=121,
        median_wait=120,
        in_menu=1,
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_short_monday_comes_to_the_same_by_the_log_and_by_the_page(settings):
    settings.DEMO, settings.VOICE_SECRET = True, "s" * 32
    filling._import_organisation(random.Random(1), 300)
    create_desks()
    desk, rng = Desk.objects.get(slug="servicecenter"), np.random.default_rng(4)
    provider = Provider(addresses.webhook("46elks", "start"), transport=ClientTransport())
    week = Week(desk, provider, tree(), rng)
    coming = visitors(ENTRY, monday=MONDAY, days=1, share=0.02, rng=rng)
    week.play(coming, roster(desk, monday=MONDAY, days=1, rng=rng))
    own = figures(provider.log(), week.log.visits, within_seconds=120, short_seconds=10)
    lines = compared(
        desk,
        own,
        mails=week.log.mails,
        outcomes=dict(week.log.outcomes),
        monday=MONDAY,
        days=1,
    )
    assert [(line.name, line.log) for line in lines] == [(line.name, line.page) for line in lines]
    assert own.answered > 15
    assert not Contact.objects.filter(desk=desk, state__in=["offered", "active", "menu"]).exists()
