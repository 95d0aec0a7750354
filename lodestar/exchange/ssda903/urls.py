"""Addresses of the quality of the record, under /record-quality/."""

from django.urls import URLPattern, URLResolver, path

from lodestar.exchange.ssda903 import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.record_quality, name="record-quality"),
    path("checks/<slug:key>/", views.register_check, name="register-check"),
    path("held/", views.held_rows, name="held-rows"),
    path("held/<int:pk>/", views.held_row, name="held-row"),
    path("held/<int:pk>/accept/", views.accept_held_row, name="accept-held-row"),
    path("return/", views.the_return, name="return"),
    path("return/<int:pk>/", views.return_import, name="return-import"),
    path("return/trial/<str:token>/", views.return_trial, name="return-trial"),
    path("return/trial/<str:token>/refused/<int:number>/", views.return_refused, name="return-refused"),
]
