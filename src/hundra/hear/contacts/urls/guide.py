"""The guide's page, /arbete/servicecenter/, and what is done on it."""

from django.urls import URLPattern, path

from hundra.hear.contacts.views.guide import asking, page, steps
from hundra.hear.contacts.views.records import correcting, listing, record, voice

BASE = "arbete/servicecenter/"
CONTACT = f"{BASE}kontakter/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(BASE, page.page, name="service_centre"),
    path(f"{BASE}lage/", page.poll, name="guide_poll"),
    path(f"{BASE}svar/", asking.answers, name="guide_answers"),
    path(f"{BASE}orsaker/forslag/", asking.suggest, name="guide_suggest"),
    path(f"{BASE}tillganglighet/", steps.available, name="guide_availability"),
    path(f"{BASE}kontakter/", listing.contacts, name="contacts"),
    path(f"{BASE}kontakter/ny/", record.new_contact, name="contact_new"),
    path(CONTACT, record.contact, name="contact"),
    path(f"{CONTACT}svara/", steps.take, name="contact_answer"),
    path(f"{CONTACT}avsluta/", steps.end, name="contact_end"),
    path(f"{CONTACT}registrera/", steps.register, name="contact_register"),
    path(f"{CONTACT}lamna-over/", steps.hand_on, name="contact_hand_on"),
    path(f"{BASE}rostmeddelande/<int:pk>/", voice.play, name="contact_voice_message"),
    path(f"{CONTACT}vem/", correcting.who, name="contact_who"),
    path(f"{CONTACT}ratta/", correcting.correct, name="contact_correct"),
]
