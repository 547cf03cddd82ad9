"""Addresses of hundra.measure.indicators, under /arbete/."""

from django.urls import path

from hundra.measure.indicators import views

HERE = "mat/serier/"
ONE = f"{HERE}<int:pk>/"

urlpatterns = [
    path(HERE, views.series_list, name="series_list"),
    path(f"{HERE}ny/", views.new_series, name="series_new"),
    path(ONE, views.series, name="series"),
    path(f"{ONE}andra/", views.edit_series, name="series_edit"),
    path(f"{ONE}ar/", views.set_year, name="series_year"),
    path(f"{ONE}ar/<int:year>/ta-bort/", views.remove_year, name="series_year_remove"),
    path(f"{ONE}importera/", views.import_years, name="series_import"),
]
