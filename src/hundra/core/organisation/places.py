"""Where the organisation stands in the work side's menus."""

from django.utils.translation import gettext_lazy as _

from hundra.core.organisation import rules
from hundra.core.ui import navigation


def register() -> None:
    """Called once, when the app is ready."""
    places = (
        ("run", _("Organisation"), "organisation", rules.may_see_colleagues, "network"),
        ("run", _("People"), "people", rules.may_see_colleagues, "users"),
    )
    for order, (section, label, url_name, rule, icon) in enumerate(places):
        navigation.register(
            section=section, label=label, url_name=url_name, rule=rule, icon=icon, order=order
        )
