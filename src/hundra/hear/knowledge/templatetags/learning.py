"""An article's own figures, for pages of other rooms."""

from __future__ import annotations

from django import template
from django.utils.translation import ngettext

from hundra.hear.knowledge.models import Article
from hundra.hear.knowledge.queries import learning as seen
from hundra.hear.knowledge.queries.learning.figures import helped_share
from hundra.hear.knowledge.views.learning.tables import told

register = template.Library()


@register.simple_tag
def article_figures(article: Article) -> list[dict[str, object]]:
    """For each period: its name, times opened, and the helpful share with n and interval."""
    return [
        {
            "period": ngettext("%(weeks)d week", "%(weeks)d weeks", row.weeks)
            % {"weeks": row.weeks},
            "opened": row.opened,
            "helped": told(helped_share(row), row.verdicts),
        }
        for row in seen.article_figures(article)
    ]
