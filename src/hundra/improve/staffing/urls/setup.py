"""What a roster is made from: /arbete/bemanning/<desk>/… and a period's need."""

from django.urls import URLPattern, path

from hundra.improve.staffing.urls.planning import DESK, PERIOD
from hundra.improve.staffing.views.setup import need, people, ruling, shifts, training

SHIFTS, PEOPLE, RULES = f"{DESK}pass/", f"{DESK}medarbetare/", f"{DESK}regler/"
TRAININGS = f"{PERIOD}utbildning/"
TRAINING = f"{TRAININGS}<int:training>/"

urlpatterns: list[URLPattern] = [
    path(SHIFTS, shifts.shifts, name="staffing_shifts"),
    path(f"{SHIFTS}nytt/", shifts.new, name="staffing_shift_new"),
    path(f"{SHIFTS}<int:pk>/", shifts.edit, name="staffing_shift"),
    path(f"{SHIFTS}<int:pk>/bruk/", shifts.use, name="staffing_shift_use"),
    path(PEOPLE, people.people, name="staffing_people"),
    path(f"{PEOPLE}ny/", people.new, name="staffing_person_new"),
    path(f"{PEOPLE}<int:pk>/", people.person, name="staffing_person"),
    path(f"{PEOPLE}<int:pk>/villkor/nytt/", people.condition_new, name="staffing_condition_new"),
    path(f"{PEOPLE}villkor/<int:pk>/", people.condition, name="staffing_condition"),
    path(RULES, ruling.rule_book, name="staffing_rules"),
    path(f"{RULES}<slug:code>/", ruling.rule, name="staffing_rule"),
    path(f"{RULES}<slug:code>/tillbaka/", ruling.rule_back, name="staffing_rule_back"),
    path(f"{PERIOD}behov/", need.need, name="staffing_need"),
    path(f"{PERIOD}behov/<int:extra>/ta-bort/", need.need_remove, name="staffing_need_remove"),
    path(TRAININGS, training.trainings, name="staffing_trainings"),
    path(f"{TRAININGS}ny/", training.new, name="staffing_training_new"),
    path(TRAINING, training.edit, name="staffing_training"),
    path(f"{TRAINING}ta-bort/", training.remove, name="staffing_training_remove"),
]
