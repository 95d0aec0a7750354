"""Addresses of background work."""

from django.urls import URLPattern, URLResolver, path

from lodestar.exchange.jobs import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:pk>/", views.job, name="job"),
]
