"""The citizen's addresses."""

from django.urls import path

import hundra.core.ui.secrets  # noqa: F401 - registers the converter "secret".
from hundra.hear.cases.views import own

urlpatterns = [
    path("arende/<secret:secret>/", own.public_case, name="case_public"),
    path("arende/<secret:secret>/skriv/", own.public_message, name="case_public_message"),
    path("arende/<secret:secret>/fil/<int:pk>/", own.public_file, name="case_public_file"),
    path("arbete/mina-arenden/", own.my_cases, name="my_cases"),
    path("arbete/mina-arenden/<int:number>/", own.my_case, name="my_case"),
    path("arbete/mina-arenden/<int:number>/skriv/", own.my_message, name="my_case_message"),
    path("arbete/mina-arenden/<int:number>/fil/<int:pk>/", own.my_file, name="my_case_file"),
]
