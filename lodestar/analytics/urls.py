"""Addresses of figures."""

from django.urls import URLPattern, URLResolver, path

from lodestar.analytics.views import at_glance, measures

urlpatterns: list[URLPattern | URLResolver] = [
    path("at-a-glance/", at_glance.at_a_glance, name="at-a-glance"),
    path("at-a-glance/work-out/", at_glance.work_out, name="work-out-figures"),
    path("at-a-glance/keep/", at_glance.keep, name="keep-figures"),
    path("at-a-glance/snapshots/", at_glance.kept, name="kept-figures"),
    path("at-a-glance/charts/<slug:key>.<slug:kind>", at_glance.download, name="glance-chart"),
    path("measures/", measures.register, name="measures"),
    path("measures/all.<slug:kind>", measures.register_file, name="measures-file"),
    path("measures/<slug:name>/", measures.measure, name="measure"),
    path("measures/<slug:name>/children/", measures.children_behind, name="children-behind"),
    path("measures/<slug:name>/<slug:what>.<slug:kind>", measures.measure_file, name="measure-file"),
]
