"""Asking the staff: HR's pages, and each employee's own."""

from django.urls import URLPattern, path

from hundra.hear.surveys.views.waves import instruments, own, page, planning, slips

PAGE = "arbete/enkater/"
ONE = f"{PAGE}<int:pk>/"
MINE = "arbete/mina-enkater/"

urlpatterns: list[URLPattern] = [
    path(PAGE, page.waves, name="waves"),
    path(f"{PAGE}ny/", planning.new, name="wave_new"),
    path(f"{PAGE}instrument/", instruments.instruments, name="wave_instruments"),
    path(f"{PAGE}instrument/nytt/", instruments.upload, name="wave_instrument_new"),
    path(f"{PAGE}instrument/<int:pk>/", instruments.instrument, name="wave_instrument"),
    path(ONE, page.wave, name="wave"),
    path(f"{ONE}vad/", planning.basics, name="wave_basics"),
    path(f"{ONE}vilka/", planning.whom, name="wave_whom"),
    path(f"{ONE}dagar/", planning.days, name="wave_days"),
    path(f"{ONE}visas/", planning.showing, name="wave_showing"),
    path(f"{ONE}tillfragade/", planning.people_asked, name="wave_people"),
    path(f"{ONE}fragor/", planning.questions, name="wave_questions"),
    path(f"{ONE}brev/", planning.mails, name="wave_mails"),
    path(f"{ONE}nu/", page.now, name="wave_now"),
    path(f"{ONE}sista-dag/", page.extend, name="wave_extend"),
    path(f"{ONE}lappar/", slips.slips, name="wave_slips"),
    path(f"{ONE}lappar/<int:unit>/", slips.sheet, name="wave_slip_sheet"),
    path(f"{ONE}gor/<slug:what>/", page.act, name="wave_act"),
    path(MINE, own.mine, name="own_waves"),
    path(f"{MINE}<int:pk>/lank/", own.link_again, name="own_wave_link"),
]
