"""The noun as a Django app."""

from django.apps import AppConfig


class ReviewsApp(AppConfig):
    """The reviews noun of casework."""

    name = "lodestar.casework.reviews"
    label = "reviews"
