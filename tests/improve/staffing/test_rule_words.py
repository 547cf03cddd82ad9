"""The rules of the engine in Swedish: it knows nothing of languages, so nothing else would tell."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from hundra.engines.rostering.rules import THE_ACT, THE_AGREEMENT


@pytest.mark.parametrize("rule", THE_ACT + THE_AGREEMENT, ids=lambda rule: rule.code)
def test_each_rule_has_its_name_and_its_words_in_swedish(rule):
    with translation.override("sv"):
        assert gettext(rule.name) != rule.name
        assert gettext(rule.says) != rule.says
