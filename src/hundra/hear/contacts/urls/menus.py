"""The phone menu (knappval), as it is edited and tried."""

from django.urls import URLPattern, path

from hundra.hear.contacts.views.menus import editing, recordings, versions

BASE = "arbete/servicecenter/knappval/"
DESK = f"{BASE}<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(BASE, editing.menus, name="phone_menus"),
    path(DESK, editing.menu, name="phone_menu"),
    path(f"{DESK}grunder/", editing.basics, name="phone_menu_basics"),
    path(f"{DESK}steg/nytt/", editing.new_step, name="phone_menu_new_step"),
    path(f"{DESK}steg/<slug:key>/", editing.step, name="phone_menu_step"),
    path(f"{DESK}steg/<slug:key>/ta-bort/", editing.remove_step, name="phone_menu_remove_step"),
    path(f"{DESK}prova/", editing.trial, name="phone_menu_trial"),
    path(f"{DESK}kris/", versions.crisis, name="phone_menu_crisis"),
    path(f"{DESK}kris/avsluta/", versions.end_crisis, name="phone_menu_end_crisis"),
    path(f"{DESK}publicera/", versions.publish, name="phone_menu_publish"),
    path(f"{DESK}kasta/", versions.discard, name="phone_menu_discard"),
    path(f"{DESK}versioner/", versions.versions, name="phone_menu_versions"),
    path(f"{DESK}versioner/<int:number>/", versions.version, name="phone_menu_version"),
    path(f"{DESK}versioner/<int:number>/aterstall/", versions.restore, name="phone_menu_restore"),
    path(f"{DESK}inspelningar/", recordings.recordings, name="phone_menu_recordings"),
    path(f"{DESK}inspelningar/<int:pk>/", recordings.play, name="phone_menu_recording"),
    path(
        f"{DESK}inspelningar/<int:pk>/ta-bort/",
        recordings.remove,
        name="phone_menu_remove_recording",
    ),
]
