"""Addresses of employees' own pages about their roster."""

from django.urls import URLPattern, path

import hundra.core.ui.secrets  # noqa: F401 - registers the converter "secret".
from hundra.improve.staffing.views.mine import calendar, deciding, roster, swaps, terms, wishes

MINE = "arbete/mitt-schema/"
WISHES = f"{MINE}onskemal/"
TERMS = f"{MINE}villkor/"
SWAPS = f"{MINE}byten/"
DECIDE = "arbete/schema/att-besluta/"

urlpatterns: list[URLPattern] = [
    path(MINE, roster.my_roster, name="my_roster"),
    path(f"{MINE}vem-jobbar/", roster.at_work, name="my_colleagues_at_work"),
    path(f"{MINE}kalender/", calendar.calendar, name="my_calendar"),
    path(f"{MINE}kalender/adress/", calendar.calendar_change, name="my_calendar_change"),
    path("schema/<secret:key>/schema.ics", calendar.feed, name="roster_feed"),
    path(WISHES, wishes.my_wishes, name="my_wishes"),
    path(f"{WISHES}<int:pk>/", wishes.wish_period, name="my_wish_period"),
    path(f"{WISHES}<int:pk>/<slug:day>/", wishes.wish_day, name="my_wish"),
    path(f"{WISHES}<int:pk>/<slug:day>/ta-bort/", wishes.wish_remove, name="my_wish_remove"),
    path(TERMS, terms.my_terms, name="my_terms"),
    path(f"{TERMS}nytt/", terms.condition_new, name="my_condition_new"),
    path(f"{TERMS}<int:pk>/ta-bort/", terms.condition_remove, name="my_condition_remove"),
    path(f"{TERMS}dagar/<int:pk>/ta-bort/", terms.holiday_remove, name="my_holiday_remove"),
    path(SWAPS, swaps.my_swaps, name="my_swaps"),
    path(f"{SWAPS}erbjud/<int:pk>/", swaps.offer, name="my_swap_offer"),
    path(f"{SWAPS}<int:pk>/", swaps.swap, name="my_swap"),
    path(f"{SWAPS}<int:pk>/avsluta/", swaps.swap_end, name="my_swap_end"),
    path(DECIDE, deciding.to_decide, name="roster_to_decide"),
    path(f"{DECIDE}byte/<int:pk>/", deciding.decide_swap, name="roster_decide_swap"),
    path(f"{DECIDE}villkor/<int:pk>/", deciding.decide_condition, name="roster_decide_condition"),
]
