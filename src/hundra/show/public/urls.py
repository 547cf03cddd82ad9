"""Addresses of hundra.show.public. They are printed on posters and mailed, so they stay."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from hundra.show.public.views import (
    about,
    feeds,
    following,
    kit,
    pages,
    screens,
    service,
    stamps,
)


class NumberConverter(IntConverter):
    """An improvement's number: no sign, no leading zero, and it fits the column."""

    regex = "[1-9][0-9]{0,8}"


class LookConverter(StringConverter):
    """What stands between "stampel" and ".svg": nothing, or "-mork" and so on."""

    regex = "(?:-[a-z-]{1,30})?"


class SecretConverter(StringConverter):
    """What `secrets.token_urlsafe(16)` makes."""

    regex = "[A-Za-z0-9_-]{22}"


register_converter(SecretConverter, "subscription_secret")
register_converter(NumberConverter, "improvement_number")
register_converter(LookConverter, "stamp_look")

urlpatterns = [
    path("", pages.home, name="home"),
    path("forbattringar/", pages.improvements_list, name="public_improvements"),
    path(
        "forbattringar/<improvement_number:number>/", pages.improvement, name="public_improvement"
    ),
    path(
        "forbattringar/<improvement_number:number>/stampel<stamp_look:look>.svg",
        stamps.stamp,
        name="public_stamp",
    ),
    path(
        "forbattringar/<improvement_number:number>/bild-<slug:size>.png",
        stamps.picture,
        name="public_card",
    ),
    path("forbattringar/kommer/<improvement_number:pk>/", pages.coming, name="public_coming"),
    path("forbattringar/bild/<improvement_number:pk>/", pages.picture, name="public_picture"),
    path("forbattringar/flode.atom", feeds.atom, name="public_atom"),
    path("forbattringar/flode.json", feeds.json_feed, name="public_json_feed"),
    path("forbattringar/skylt/", screens.sign, name="public_sign"),
    path("forbattringar/folj/", following.follow, name="public_follow"),
    path("forbattringar/folj/skickat/", following.sent, name="public_follow_sent"),
    path(
        "forbattringar/folj/<subscription_secret:secret>/",
        following.confirm,
        name="public_follow_confirm",
    ),
    path(
        "forbattringar/folj/<subscription_secret:secret>/lamna/",
        following.leave,
        name="public_follow_leave",
    ),
    path("inbaddad/forbattringar/", screens.embedded, name="public_embedded"),
    path("vi-svarar/", service.service, name="public_service"),
    path("vi-svarar/siffror.<slug:form>", service.service_data, name="public_service_data"),
    path("tillganglighet/", about.accessibility, name="public_accessibility"),
    path("tillganglighet/tack/", about.accessibility_thanks, name="public_accessibility_thanks"),
    path("integritet/", about.privacy, name="public_privacy"),
    path(
        "arbete/forbattringar/<improvement_number:pk>/material/",
        kit.material,
        name="improvement_kit",
    ),
    path(
        "arbete/forbattringar/<improvement_number:pk>/material/affisch-<slug:paper>.pdf",
        kit.poster,
        name="improvement_poster",
    ),
    path(
        "arbete/forbattringar/<improvement_number:pk>/material/allt.zip",
        kit.whole,
        name="improvement_kit_zip",
    ),
    path("sitemap.xml", feeds.site_map, name="public_sitemap"),
    path("robots.txt", feeds.robots, name="public_robots"),
]
