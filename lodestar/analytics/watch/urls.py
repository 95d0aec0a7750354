"""Addresses of watch lists."""

from django.urls import path

from lodestar.analytics.watch import views

urlpatterns = [
    path("watch-lists/", views.all_lists, name="watch-lists"),
    path("watch-lists/<slug:name>/", views.one_list, name="watch-list"),
    path("watch-lists/<slug:name>/children.<slug:kind>", views.file_of_list, name="watch-list-file"),
]
