"""English words that carry grammar, not matter.

Swedish ones weigh little since the background frequencies know them. English ones those call
rare, though they stand in every English text: a question in English would be answered by any
text in English. Words that also are Swedish ("is", "for", "man", "bad") are left out.
"""

_WORDS = """
    about and any are been but can could did does doing from get have how it its much my need not
    our she should some than that the their them then there these they this those to want was we
    were what when where which who whom whose why will with would you your
"""
ENGLISH_FUNCTION_WORDS = frozenset(_WORDS.split())
