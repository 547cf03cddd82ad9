"""What is filled in: answers, and what is asked of the figures."""

from hundra.hear.surveys.forms.citizens import SPLITS, AnswersForm, FiguresForm, PassOnForm

__all__ = ["SPLITS", "AnswersForm", "FiguresForm", "PassOnForm"]
