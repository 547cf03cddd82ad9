"""Addresses of hundra.core.jobs."""

from django.urls import path

from hundra.core.jobs import views

urlpatterns = [
    path("jobb/", views.jobs, name="jobs"),
    path("jobb/lage/", views.overview, name="jobs_overview"),
    path("jobb/<int:number>/", views.job, name="job"),
    path("jobb/<int:number>/igen/", views.try_again, name="job_try_again"),
    path("jobb/<int:number>/avbryt/", views.cancel, name="job_cancel"),
]
