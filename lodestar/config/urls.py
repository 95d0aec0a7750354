"""Root addresses: each room and noun hangs its own."""

from django.urls import include, path

from lodestar.config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("lodestar.access.urls")),
    path("", include("lodestar.casework.plans.urls")),
    path("", include("lodestar.casework.meetings.urls")),
    path("", include("lodestar.casework.meetings.urls_of_inviting")),
    path("", include("lodestar.casework.decisions.urls")),
    path("", include("lodestar.casework.ratings.urls")),
    path("", include("lodestar.casework.records.urls")),
    path("", include("lodestar.casework.records.urls_of_documents")),
    # After the nouns: its child pages take whatever section of a child nobody above has named.
    path("", include("lodestar.casework.desk.urls")),
    path("", include("lodestar.analytics.urls")),
    path("", include("lodestar.analytics.watch.urls")),
    path("", include("lodestar.exchange.jobs.urls")),
    path("", include("lodestar.exchange.api.urls")),
    path("record-quality/", include("lodestar.exchange.ssda903.urls")),
]

handler400 = "lodestar.govuk.views.bad_request"
handler403 = "lodestar.govuk.views.permission_denied"
handler404 = "lodestar.govuk.views.page_not_found"
handler500 = "lodestar.govuk.views.server_error"
