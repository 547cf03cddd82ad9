"""The addresses of those who handle cases."""

from django.urls import path

from hundra.hear.cases.views import disclosing, lists, record

HERE = "arbete/arenden/"

urlpatterns = [
    path(HERE, lists.cases, name="cases"),
    path(f"{HERE}nytt/", lists.new_case, name="case_new"),
    path(f"{HERE}utlamnat/", disclosing.disclosures, name="case_disclosures"),
    path(f"{HERE}<int:number>/", record.case, name="case"),
    path(f"{HERE}<int:number>/gor/<slug:what>/", record.act, name="case_act"),
    path(f"{HERE}<int:number>/fil/<int:pk>/", record.case_file, name="case_file"),
    path(f"{HERE}<int:number>/lamna-ut/", disclosing.disclose, name="case_disclose"),
    path(f"{HERE}<int:number>/utlamnat/<uuid:key>/", disclosing.disclosure, name="case_disclosure"),
    path(
        f"{HERE}<int:number>/utlamnat/<uuid:key>/pdf/",
        disclosing.disclosure_file,
        name="case_disclosure_file",
    ),
]
