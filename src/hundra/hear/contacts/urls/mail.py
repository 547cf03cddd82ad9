"""Letters, the form on the web, visits and callbacks."""

from django.urls import URLPattern, path

from hundra.hear.contacts.views import visits
from hundra.hear.contacts.views.letters import answers, files, refused, thread
from hundra.hear.contacts.views.public import callbacks, room, writing

BASE = "arbete/servicecenter/"

urlpatterns: list[URLPattern] = [
    path("kontakt/", writing.write, name="contact_us"),
    path("kontakt/tack/<str:secret>/", writing.receipt, name="contact_receipt"),
    path("kontakt/ring-upp/", callbacks.book, name="callback_book"),
    path("kontakt/ring-upp/<str:secret>/", callbacks.callback, name="callback"),
    path("ko/<slug:slug>/", room.screen, name="queue_screen"),
    path("arbete/kontakt/", writing.write_inside, name="contact_desk_inside"),
    path(f"{BASE}kontakt/<int:pk>/brev/", thread.letters_of, name="contact_letters"),
    path(f"{BASE}brev/svar/", answers.letter_answers, name="letter_answers"),
    path(f"{BASE}bilaga/<int:pk>/", files.enclosure, name="contact_enclosure"),
    path(f"{BASE}stoppad-post/", refused.refused_mail, name="refused_mail"),
    path(f"{BASE}besok/", visits.reception, name="visits"),
    path(f"{BASE}besok/kolapp/", visits.give, name="visit_give"),
    path(f"{BASE}besok/kolapp/<int:pk>/", visits.ticket, name="visit_ticket"),
    path(f"{BASE}besok/plats/", visits.place, name="visit_place"),
]
