"""Addresses of a review before it is held."""

from django.urls import URLPattern, path

from lodestar.casework.meetings.urls_of_preparing import urlpatterns as preparing
from lodestar.casework.meetings.views import booking, reviews

urlpatterns: list[URLPattern] = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("children/<int:pk>/reviews/book/", booking.book_review, name="book-review"),
    path("reviews/<int:pk>/move/", booking.move_review, name="move-review"),
    path("reviews/<int:pk>/change/", booking.change_review, name="change-review"),
    path("reviews/<int:pk>/cancel/", booking.cancel_review, name="cancel-review"),
    path("reviews/<int:pk>/approve/", booking.approve_cancelling, name="approve-cancelling"),
    path("reviews/<int:pk>/adjourn/", booking.adjourn_review, name="adjourn-review"),
    path("reviews/<int:pk>/meetings/add/", booking.add_meeting, name="add-meeting"),
    path("reviews/<int:pk>/meetings/<int:row>/", booking.meeting_held, name="meeting-held"),
    *preparing,
]
