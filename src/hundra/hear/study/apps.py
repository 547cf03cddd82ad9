from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class StudyConfig(AppConfig):
    name = "hundra.hear.study"
    label = "study"
    verbose_name = pgettext_lazy("app", "Self-study")
