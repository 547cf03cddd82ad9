"""Which reason the words typed speak of."""

from hundra.engines.text.reasons import Candidate, suggest, words_to_learn

PARKING = Candidate(key=1, name="Parkering", words=("p-böter", "boendeparkering"))
WASTE = Candidate(key=2, name="Sopor och återvinning", words=("tunna", "grovsopor"))
SCHOOL = Candidate(key=3, name="Skolskjuts")
ALL = (PARKING, WASTE, SCHOOL)


def keys(text: str, candidates=ALL) -> list[int]:
    return [one.key for one in suggest(text, candidates)]


def test_a_word_given_for_the_reason_finds_it_in_any_form():
    assert keys("undrar om sina tunnor") == [2]


def test_the_name_of_the_reason_finds_it_and_says_by_which_word():
    (found,) = suggest("när går skolskjutsen", ALL)
    assert (found.key, found.because) == (3, "skolskjutsen")


def test_a_part_of_a_compound_finds_the_reason():
    assert keys("parkeringsbot") == [1]


def test_a_word_still_being_typed_finds_it_already():
    assert keys("gäller skolskj") == [3]
    assert keys("sko") == []


def test_words_that_say_nothing_suggest_nothing():
    assert keys("hej hon undrar hur det är") == []
    assert keys("") == []


def test_more_words_for_a_reason_put_it_first():
    assert keys("parkering vid grovsopor och en tunna")[0] == 2


def test_what_was_registered_before_is_learned_from_the_third_time_on():
    seldom = Candidate(key=4, name="Övrigt", learned={"bastu": 2}, seen=50)
    often = Candidate(key=4, name="Övrigt", learned={"bastu": 30}, seen=50)
    others = Candidate(key=5, name="Annat", learned={}, seen=500)
    assert keys("öppettider bastu", (seldom, others)) == []
    assert keys("öppettider bastu", (often, others)) == [4]


def test_a_word_that_stands_with_every_reason_speaks_for_none():
    one = Candidate(key=4, name="Ett", learned={"fråga": 40}, seen=50)
    two = Candidate(key=5, name="Två", learned={"fråga": 40}, seen=50)
    assert keys("en fråga", (one, two)) == []


def test_names_numbers_and_unknown_words_are_not_learned():
    learned = words_to_learn("Tunnan är trasig säger Kalle Xyzzyberg, 19121212-1212")
    assert {"tunna", "trasig"} <= set(learned)
    assert not {"kalle", "xyzzyberg"} & set(learned)
    assert not any(letter.isdigit() for word in learned for letter in word)
