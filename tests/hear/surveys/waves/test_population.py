import pytest

from hundra.core.organisation.models import Person
from hundra.hear.surveys.models import Asked, QuestionSet, Wave
from hundra.hear.surveys.queries.waves.population import population, titles_within

pytestmark = pytest.mark.django_db


def test_each_person_is_counted_once_where_they_work_most(wave, staff):
    found = population(wave)
    assert found.asked == staff["asked"]
    assert [(line.label, line.depth, line.asked, line.below) for line in found.units] == [
        ("Socialförvaltningen", 0, 0, 6),
        ("Biståndsenheten", 1, 3, 3),
        ("Nattpatrullen", 1, 3, 3),
    ]
    assert found.several == 1


def test_those_without_mail_get_a_text_message_or_a_slip(wave):
    found = population(wave)
    assert (found.emails, found.texts, found.slips) == (3, 1, 2)
    assert [(line.label, line.asked, line.slips) for line in found.titles] == [
        ("Handläggare", 3, 0),
        ("Undersköterska", 3, 2),
    ]


def test_occupations_narrow_whom_is_asked(wave):
    wave.titles = ["Undersköterska"]
    # Alva is asked as what she also is, since that is what was chosen.
    assert population(wave).asked == 4


def test_managers_instruments_ask_managers(wave):
    QuestionSet.objects.filter(pk=wave.question_set_id)
    wave.question_set.asks = Asked.MANAGERS
    assert population(wave).asked == 1


def test_a_pilot_asks_the_people_chosen(wave, staff):
    Wave.objects.filter(pk=wave.pk).update(is_pilot=True)
    wave.refresh_from_db()
    wave.people.set(Person.objects.filter(pk=staff["alva"]))
    assert population(wave).asked == 1


def test_units_too_small_to_be_shown_are_told(wave):
    # The two teams of three, and the whole of six, are all fewer than seven.
    assert population(wave).small == 2


def test_occupations_of_the_unit_with_most_first(wave):
    assert titles_within(wave) == [("Undersköterska", 4), ("Handläggare", 3)]


def test_constant_number_of_queries(wave, django_assert_num_queries):
    with django_assert_num_queries(5):
        population(wave)
