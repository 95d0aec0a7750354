"""Addresses of ratings once they are settled; rating a review is a page of the desk."""

from django.urls import URLPattern, path

from lodestar.casework.ratings.views import answering

urlpatterns: list[URLPattern] = [
    path("ratings/<int:pk>/answer/", answering.answer_rating, name="answer-rating"),
    path("ratings/<int:pk>/follow-up/", answering.follow_up, name="follow-up-rating"),
    path("ratings/<int:pk>/clear/", answering.clear, name="clear-rating"),
]
