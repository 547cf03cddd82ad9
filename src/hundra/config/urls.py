"""Every address of the product, by app. Wiring only."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

handler400 = "hundra.core.ui.errors.bad_request"
handler403 = "hundra.core.ui.errors.forbidden"
handler404 = "hundra.core.ui.errors.not_found"
handler500 = "hundra.core.ui.errors.server_error"

urlpatterns = [
    path("", include("hundra.core.ui.asset_urls")),
    path("api/", include("hundra.show.api.urls")),
    path("open311/", include("hundra.show.open311.urls")),
    path("leverantor/", include("hundra.adapters.voice.urls")),
    *i18n_patterns(
        # First: every guide at work asks for it each second.
        path("", include("hundra.hear.contacts.urls.guide")),
        path("konto/", include("hundra.core.accounts.urls")),
        path("arbete/", include("hundra.core.ui.urls")),
        path("arbete/", include("hundra.core.accounts.work_urls")),
        path("arbete/", include("hundra.core.audit.urls")),
        path("arbete/", include("hundra.core.jobs.urls")),
        path("arbete/", include("hundra.core.messages.urls")),
        path("arbete/", include("hundra.core.organisation.urls")),
        path("", include("hundra.hear.suggestions.urls")),
        path("", include("hundra.hear.knowledge.urls")),
        path("arbete/", include("hundra.hear.study.urls")),
        path("", include("hundra.hear.surveys.urls")),
        path("", include("hundra.hear.cases.urls")),
        path("", include("hundra.hear.contacts.urls")),
        path("arbete/", include("hundra.improve.improvements.urls")),
        path("", include("hundra.improve.staffing.urls")),
        path("", include("hundra.improve.plans.urls")),
        path("arbete/", include("hundra.measure.indicators.urls")),
        path("arbete/", include("hundra.measure.channels.urls")),
        path("arbete/", include("hundra.measure.span.urls")),
        path("arbete/", include("hundra.show.open311.work_urls")),
        path("", include("hundra.show.public.urls")),
        prefix_default_language=False,
    ),
]
