"""Addresses of this noun's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
