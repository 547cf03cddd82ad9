"""What use teaches, noted and acted on. Never who.

The search pages' part:

- `note_search(words, door=…, language=…, hits=…) -> secret` and `note_choice(secret, article,
  rank)`. Pages with scripts need neither: `static/knowledge/search-log.js` sends both (its
  head has what the page must say). A plain GET form's search is noted by
  `views.learning.noting.note_plain_search(request, words, door=…, language=…, hits=…)`, which does
  nothing unless the form was sent without scripts.
- `note_use(article, door=…, language=…)` counts an opened article. `knowledge/helped.html` has
  the browser send it, so that only pages somebody looks at are counted.
"""

from hundra.hear.knowledge.services.learning.counting import count_use
from hundra.hear.knowledge.services.learning.needs import decide, place_groups, undo_decision
from hundra.hear.knowledge.services.learning.searches import note_choice, note_search, search_key
from hundra.hear.knowledge.services.learning.synonyms import add_synonym, remove_synonym
from hundra.hear.knowledge.services.learning.use import note_use
from hundra.hear.knowledge.services.learning.verdicts import (
    explain_verdict,
    forget_comments,
    give_verdict,
    set_handled,
)

__all__ = [
    "add_synonym",
    "count_use",
    "decide",
    "explain_verdict",
    "forget_comments",
    "give_verdict",
    "note_choice",
    "note_search",
    "note_use",
    "place_groups",
    "remove_synonym",
    "search_key",
    "set_handled",
    "undo_decision",
]
