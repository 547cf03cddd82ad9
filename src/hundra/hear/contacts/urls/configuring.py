"""How the desks are set up."""

from django.urls import URLPattern, path

from hundra.hear.contacts.views.configuring import desks, guides, hours, reasons

BASE = "arbete/servicecenter/installningar/"
DESK = f"{BASE}<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(BASE, desks.desks, name="desks"),
    path(f"{BASE}nytt/", desks.new, name="desk_new"),
    path(DESK, desks.overview, name="desk_overview"),
    path(f"{DESK}uppgifter/", desks.details, name="desk_details"),
    path(f"{DESK}mal/", desks.goals, name="desk_goals"),
    path(f"{DESK}regler/", desks.in_words, name="desk_rules"),
    path(f"{DESK}oppettider/", hours.week, name="desk_hours"),
    path(f"{DESK}oppettider/dagar/ny/", hours.special_day, name="desk_special_day"),
    path(
        f"{DESK}oppettider/dagar/<int:pk>/ta-bort/",
        hours.remove_special_day,
        name="desk_special_day_remove",
    ),
    path(f"{DESK}orsaker/", reasons.reasons, name="desk_reasons"),
    path(f"{DESK}orsaker/ny/", reasons.new, name="desk_reason_new"),
    path(f"{DESK}orsaker/namn/", reasons.names, name="desk_reason_names"),
    path(f"{DESK}orsaker/namn/<slug:language>/", reasons.names, name="desk_reason_names"),
    path(f"{DESK}orsaker/<int:pk>/", reasons.edit, name="desk_reason"),
    path(f"{DESK}vagledare/", guides.guides, name="desk_guides"),
    path(f"{DESK}vagledare/ny/", guides.new, name="desk_guide_new"),
    path(f"{DESK}vagledare/<int:pk>/", guides.edit, name="desk_guide"),
]
