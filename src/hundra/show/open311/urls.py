"""Addresses of GeoReport v2, and of the file by which apps discover it."""

from django.urls import path, register_converter

from hundra.show.open311 import views


class FormConverter:
    """The two forms of every answer, as the address's ending."""

    regex = "xml|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormConverter, "open311_form")

urlpatterns = [
    path("discovery.<open311_form:form>", views.discovery, name="open311_discovery"),
    path("v2/discovery.<open311_form:form>", views.discovery, name="open311_discovery_v2"),
    path("v2/services.<open311_form:form>", views.services, name="open311_services"),
    path("v2/services/<str:code>.<open311_form:form>", views.service, name="open311_service"),
    path("v2/requests.<open311_form:form>", views.requests, name="open311_requests"),
    path("v2/requests/<str:number>.<open311_form:form>", views.request, name="open311_request"),
    path("v2/tokens/<str:token>.<open311_form:form>", views.token, name="open311_token"),
    path("v2/<path:rest>", views.nowhere, name="open311_nowhere"),
]
