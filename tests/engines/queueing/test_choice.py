"""Who gets whom: examples, and what must hold whoever waits and whoever is free."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from hundra.engines.queueing import Choice, Free, Rules, Skills, Waiting, choose

PHONE = frozenset({"phone"})
RULES = Rules(widen_reason_seconds=60, widen_level_seconds=90)


def guide(key, languages=None, reasons=None, since=0.0, channels=PHONE):
    known = None if reasons is None else frozenset(reasons)
    return Free(Skills(key, languages or {"sv": 3}, channels, known), since)


def caller(key, since=0.0, language="sv", reason=None, **fields):
    return Waiting(
        key=key, since=since, language=language, channel="phone", reason=reason, **fields
    )


def pairs(waiting, free, present=(), rules=RULES, now=10.0):
    chosen = choose(
        waiting=waiting,
        free=free,
        present=[*present, *(one.skills for one in free)],
        rules=rules,
        now=now,
    )
    return {one.contact: one.guide for one in chosen.assignments}


def test_longest_waiting_is_first_within_a_priority():
    assert pairs([caller(1, since=5), caller(2, since=3)], [guide(1)]) == {2: 1}


def test_a_lower_priority_number_goes_before_a_longer_wait():
    assert pairs([caller(1, since=0), caller(2, since=9, priority=10)], [guide(1)]) == {2: 1}


def test_a_guide_who_knows_the_reason_is_asked_before_one_who_has_been_free_longer():
    free = [guide(1, reasons=[7], since=0), guide(2, reasons=[8], since=5)]
    assert pairs([caller(1, reason=8)], free, now=100) == {1: 2}


def test_the_right_language_comes_before_the_right_reason():
    free = [guide(1, {"ar": 1}, reasons=[8]), guide(2, {"ar": 2}, reasons=[7])]
    assert pairs([caller(1, language="ar", reason=8)], free, now=100) == {1: 2}


def test_waits_for_a_busy_guide_who_knows_the_reason_until_widened():
    busy = [guide(9, reasons=[8]).skills]
    line, free = [caller(1, reason=8)], [guide(1, reasons=[7])]
    assert pairs(line, free, busy, now=59.9) == {}
    assert pairs(line, free, busy, now=60) == {1: 1}


def test_waits_for_no_reason_that_nobody_present_knows():
    assert pairs([caller(1, reason=8)], [guide(1, reasons=[7])], now=0) == {1: 1}


def test_simple_language_will_do_after_its_time_or_at_once_when_nobody_knows_it_better():
    line, free = [caller(1, language="ar")], [guide(1, {"ar": 1})]
    busy = [guide(9, {"ar": 3}).skills]
    assert pairs(line, free, busy, now=89.9) == {}
    assert pairs(line, free, busy, now=90) == {1: 1}
    assert pairs(line, free, now=0) == {1: 1}


def test_nobody_waits_for_a_language_that_nobody_present_speaks():
    chosen = choose(
        waiting=[caller(1, language="so")],
        free=[guide(1)],
        present=[],
        rules=RULES,
        now=10_000,
    )
    assert chosen.assignments == ()
    assert [(one.contact, one.language) for one in chosen.unserved] == [(1, "so")]


def test_an_interpreter_helps_after_the_rules_time():
    rules = Rules(interpreter_seconds=30)
    line = [caller(1, language="so")]
    assert pairs(line, [guide(1)], rules=rules, now=29) == {}
    assert pairs(line, [guide(1)], rules=rules, now=30) == {1: 1}


def test_guides_with_many_languages_are_kept_for_those_who_need_them():
    free = [guide(1, {"sv": 3, "ar": 3}, since=0), guide(2, since=5)]
    assert pairs([caller(1)], free) == {1: 2}


def test_specialists_of_few_reasons_go_before_those_who_know_all():
    free = [guide(1, since=0), guide(2, reasons=[8], since=5)]
    assert pairs([caller(1, reason=8)], free) == {1: 2}


def test_among_equals_the_longest_free():
    assert pairs([caller(1)], [guide(1, since=5), guide(2, since=3)]) == {1: 2}


def test_the_first_takes_another_guide_when_that_lets_the_second_be_served():
    free = [guide(1, reasons=[1, 2]), guide(2, reasons=[2, 3, 4])]
    assert pairs([caller(1, reason=2), caller(2, since=1, reason=1)], free) == {1: 2, 2: 1}


def test_does_not_go_back_to_the_guide_who_handed_it_on():
    free = [guide(1, since=0), guide(2, since=5)]
    assert pairs([caller(1, avoid=frozenset({1}))], free) == {1: 2}


def test_a_guide_without_the_channel_is_not_asked():
    assert pairs([caller(1)], [guide(1, channels=frozenset({"visit"}))]) == {}


def test_without_guides_nothing_is_chosen():
    assert choose(waiting=[caller(1)], free=[], present=[], rules=RULES, now=0) == Choice()


# --- What must hold always ----------------------------------------------------

LANGUAGES = ["sv", "en", "ar"]
REASONS = [1, 2, 3]
CHANNELS = ["phone", "visit"]
NOW = 200.0

skills = st.builds(
    lambda languages, channels, reasons: (languages, frozenset(channels), reasons),
    st.dictionaries(st.sampled_from(LANGUAGES), st.integers(1, 3), max_size=3),
    st.sets(st.sampled_from(CHANNELS), min_size=1),
    st.none() | st.frozensets(st.sampled_from(REASONS), max_size=3),
)
waiters = st.tuples(
    st.integers(0, 200).map(float),
    st.sampled_from(LANGUAGES),
    st.sampled_from(CHANNELS),
    st.none() | st.sampled_from(REASONS),
    st.sampled_from([10, 50]),
)


@st.composite
def moments(draw, most=6):
    line = [
        Waiting(key, since, language, channel, reason, priority)
        for key, (since, language, channel, reason, priority) in enumerate(
            draw(st.lists(waiters, max_size=most))
        )
    ]
    everyone = [
        Skills(100 + key, *made) for key, made in enumerate(draw(st.lists(skills, max_size=most)))
    ]
    free = [
        Free(one, draw(st.integers(0, 200).map(float))) for one in everyone if draw(st.booleans())
    ]
    rules = Rules(
        draw(st.sampled_from([0, 60, 300])),
        draw(st.sampled_from([0, 90, 300])),
        draw(st.sampled_from([None, 0, 120])),
    )
    return {"waiting": line, "free": free, "present": everyone, "rules": rules, "now": NOW}


def may_be_asked(one, guide, moment):
    """The rule's points 2 to 5, written once more, naively."""
    present, rules = moment["present"], moment["rules"]
    waited = moment["now"] - one.since
    if one.channel not in guide.channels:
        return False
    takers = [other for other in present if one.channel in other.channels]
    levels = {other.key: other.languages.get(one.language, 0) for other in takers}
    if max(levels.values()) == 0:
        asked = 0
        if rules.interpreter_seconds is None or waited < rules.interpreter_seconds:
            return False
    elif max(levels.values()) == 1 or waited >= rules.widen_level_seconds:
        asked = 1
    else:
        asked = 2
    if levels[guide.key] < asked:
        return False
    known = any(levels[other.key] >= asked and other.knows(one.reason) for other in takers)
    return guide.knows(one.reason) or not known or waited >= rules.widen_reason_seconds


def in_order(line):
    return sorted(line, key=lambda one: (one.priority, one.since, one.key))


@given(moments())
def test_nobody_is_given_twice_and_nobody_gets_two(moment):
    given_ = choose(**moment).assignments
    assert len({one.guide for one in given_}) == len(given_)
    assert len({one.contact for one in given_}) == len(given_)


@given(moments())
def test_everyone_is_given_to_a_guide_who_may_be_asked(moment):
    line = {one.key: one for one in moment["waiting"]}
    free = {one.skills.key: one.skills for one in moment["free"]}
    for one in choose(**moment).assignments:
        assert may_be_asked(line[one.contact], free[one.guide], moment)


@given(moments())
def test_never_a_language_that_is_not_spoken_but_with_an_interpreter_when_nobody_speaks_it(moment):
    chosen = choose(**moment)
    free = {one.skills.key: one.skills for one in moment["free"]}
    line = {one.key: one for one in moment["waiting"]}
    unserved = {one.contact for one in chosen.unserved}
    for one in chosen.assignments:
        spoken = free[one.guide].languages.get(line[one.contact].language, 0)
        assert one.level == spoken
        assert (spoken == 0) == one.with_interpreter == (one.contact in unserved)


@given(moments())
def test_nobody_is_served_before_one_in_front_whom_the_same_guide_could_serve(moment):
    given_ = {one.contact: one.guide for one in choose(**moment).assignments}
    free = {one.skills.key: one.skills for one in moment["free"]}
    line = in_order(moment["waiting"])
    for place, passed in enumerate(line):
        if passed.key in given_:
            continue
        for later in line[place + 1 :]:
            if later.key in given_:
                assert not may_be_asked(passed, free[given_[later.key]], moment)


@given(moments())
def test_a_guide_stays_free_only_when_nobody_who_waits_may_be_given_to_them(moment):
    given_ = {one.contact: one.guide for one in choose(**moment).assignments}
    for guide_ in (one.skills for one in moment["free"]):
        if guide_.key not in given_.values():
            for one in moment["waiting"]:
                assert one.key in given_ or not may_be_asked(one, guide_, moment)


@given(moments())
def test_those_without_language_are_those_whom_nobody_present_understands(moment):
    expected = {
        one.key
        for one in moment["waiting"]
        if moment["present"]
        and not any(
            one.language in guide_.languages and one.channel in guide_.channels
            for guide_ in moment["present"]
        )
    }
    assert {one.contact for one in choose(**moment).unserved} == expected


@given(moments(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_does_not_matter(moment, random):
    mixed = dict(moment)
    for what in ("waiting", "free", "present"):
        mixed[what] = random.sample(moment[what], len(moment[what]))
    assert choose(**mixed) == choose(**moment)


@settings(max_examples=150)
@given(moments(most=4))
def test_serves_the_best_set_and_then_the_best_guides_of_all_that_are_possible(moment):
    line, free = in_order(moment["waiting"]), [one.skills for one in moment["free"]]
    since = {one.skills.key: one.since for one in moment["free"]}

    def quality(placed):
        """Lower is better: who is served, in order; then how well, in order."""
        served = tuple(guide_ is None for guide_ in placed)
        return served, tuple(
            wish(one, guide_) for one, guide_ in zip(line, placed, strict=True) if guide_
        )

    def wish(one, guide_):
        level = guide_.languages.get(one.language, 0)
        reasons = 10**6 if guide_.reasons is None else len(guide_.reasons)
        few = (len(guide_.languages), reasons)
        return (-min(level, 2), not guide_.knows(one.reason), few, since[guide_.key], guide_.key)

    possible = (
        [
            placed
            for placed in permutations([*free, *[None] * len(line)], len(line))
            if all(
                g is None or may_be_asked(one, g, moment)
                for one, g in zip(line, placed, strict=True)
            )
        ]
        if len(line)
        else [()]
    )
    best = min(possible, key=quality)
    given_ = {one.contact: one.guide for one in choose(**moment).assignments}
    assert given_ == {
        one.key: guide_.key for one, guide_ in zip(line, best, strict=True) if guide_ is not None
    }
