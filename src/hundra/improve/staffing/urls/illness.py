"""Where absences are reported and the roster is mended."""

from django.urls import URLPattern, path

from hundra.improve.staffing.urls.mine import MINE
from hundra.improve.staffing.urls.planning import BASE, DESK
from hundra.improve.staffing.views import illness
from hundra.improve.staffing.views.mine import illness as own

ABSENCE = f"{BASE}franvaro/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ABSENCE, illness.absence, name="staffing_absence"),
    path(f"{ABSENCE}framsteg/", illness.progress, name="staffing_repair_progress"),
    path(f"{ABSENCE}gor/<slug:what>/", illness.act, name="staffing_absence_act"),
    path(f"{BASE}svar/<int:pk>/", illness.write_answer, name="staffing_write_answer"),
    path(f"{DESK}franvaro/", illness.absences, name="staffing_absences"),
    path(f"{DESK}franvaro/ny/", illness.absence_new, name="staffing_absence_new"),
    path(f"{MINE}sjuk/", own.my_absence, name="my_absence"),
    path(f"{MINE}andringar/", own.asked_changes, name="my_asked_changes"),
    path(f"{MINE}andringar/<int:pk>/", own.answer_change, name="my_answer_change"),
]
