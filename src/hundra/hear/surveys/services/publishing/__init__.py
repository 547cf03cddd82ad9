"""From a closed wave's sealed answers to what may be shown: the only way out for them.

See docs/reference/survey-results.md.
"""

from hundra.hear.surveys.services.publishing.publishing import publish

__all__ = ["publish"]
