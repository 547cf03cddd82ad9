"""Addresses of hundra.measure.channels, under /arbete/."""

from django.urls import path

from hundra.measure.channels import views

HERE = "servicecenter/uppfoljning/"

urlpatterns = [
    path(HERE, views.follow_up, name="channels_follow_up"),
    path(f"{HERE}forbattra/", views.improve, name="channels_improve"),
    path(f"{HERE}<slug:part>/", views.follow_up, name="channels_follow_up_part"),
]
