"""Addresses of hundra.hear.suggestions."""

from django.urls import path

import hundra.core.ui.secrets  # noqa: F401 - registers the converter "secret".
from hundra.hear.suggestions.views import following, published, sorting, suggesting

urlpatterns = [
    path("forslag/", published.suggestions, name="suggestions"),
    path("forslag/nytt/", suggesting.suggest, name="suggest"),
    path("forslag/nytt/bild/<secret:token>/", suggesting.waiting_picture, name="waiting_picture"),
    path("forslag/liknande/", suggesting.similar_public, name="similar_suggestions"),
    path("forslag/f/<int:number>/", published.suggestion_public, name="suggestion_public"),
    path("forslag/f/<int:number>/hall-med/", published.join, name="suggestion_join"),
    path(
        "forslag/f/<int:number>/bild/", published.public_picture, name="suggestion_public_picture"
    ),
    path("forslag/folj/<secret:secret>/", following.follow, name="suggestion_follow"),
    path("forslag/folj/<secret:secret>/lamna/", following.leave, name="suggestion_leave"),
    path("forslag/<secret:secret>/", following.way, name="suggestion_way"),
    path("forslag/<secret:secret>/tack/", suggesting.thanks, name="suggestion_thanks"),
    path("forslag/<secret:secret>/svar/", following.answer, name="suggestion_answer"),
    path("forslag/<secret:secret>/mejl/", following.add_email, name="suggestion_email"),
    path("forslag/<secret:secret>/sluta/", following.stop, name="suggestion_stop"),
    path("forslag/<secret:secret>/bild/", following.way_picture, name="suggestion_way_picture"),
    path(
        "forslag/<secret:secret>/bekrafta/<secret:follower>/",
        following.confirm,
        name="suggestion_confirm",
    ),
    path("arbete/forslag/", sorting.inbox, name="suggestion_inbox"),
    path("arbete/forslag/nytt/", suggesting.suggest_inside, name="suggest_inside"),
    path("arbete/forslag/liknande/", suggesting.similar_inside, name="similar_inside"),
    path("arbete/forslag/mina/", published.my_suggestions, name="my_suggestions"),
    path("arbete/forslag/alla/", published.suggestions_inside, name="suggestions_inside"),
    path(
        "arbete/forslag/alla/<int:number>/", published.suggestion_inside, name="suggestion_inside"
    ),
    path("arbete/forslag/alla/<int:number>/svar/", published.answer_inside, name="answer_inside"),
    path("arbete/forslag/alla/<int:number>/stod/", published.support, name="suggestion_support"),
    path(
        "arbete/forslag/alla/<int:number>/bild/",
        published.inside_picture,
        name="suggestion_picture",
    ),
    path("arbete/forslag/<int:number>/", sorting.suggestion, name="suggestion"),
    path("arbete/forslag/<int:number>/gor/<slug:what>/", sorting.act, name="suggestion_act"),
    path("arbete/forslag/<int:number>/publicera/", sorting.publish, name="suggestion_publish"),
    path(
        "arbete/forslag/<int:number>/avpublicera/", sorting.unpublish, name="suggestion_unpublish"
    ),
]
