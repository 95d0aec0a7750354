"""Addresses about who is asking."""

from django.urls import URLPattern, URLResolver, path

from lodestar.access import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("demo/sign-in/", views.demo_sign_in, name="demo-sign-in"),
    path("account/", views.account, name="account"),
]
