from django.urls import path

from hundra.adapters.voice import sound_views
from hundra.adapters.voice.elks46 import views as elks46

urlpatterns = [
    path("46elks/<slug:event>/", elks46.webhook, name="voice-46elks"),
    path("ljud/vanta.wav", sound_views.hold, name="voice-hold"),
    path(
        "ljud/<int:desk>/<int:menu>/<str:node>/<slug:part>/<slug:language>/",
        sound_views.sound,
        name="voice-sound",
    ),
]
