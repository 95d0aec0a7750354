"""Addresses of this noun's pages."""

from django.urls import URLPattern, path

from lodestar.casework.records.views import closing, concluding, conflict, room

urlpatterns: list[URLPattern] = [
    path("reviews/<int:pk>/room/", room.room, name="room"),
    path("reviews/<int:pk>/room/compare/", conflict.compare, name="room-compare"),
    path("reviews/<int:pk>/room/agenda/", room.agenda, name="room-agenda"),
    path("reviews/<int:pk>/room/attendance/", room.attendance, name="room-attendance"),
    path("reviews/<int:pk>/room/participation/", concluding.participation, name="room-participation"),
    path("reviews/<int:pk>/room/quality/", concluding.quality, name="room-quality"),
    path("reviews/<int:pk>/room/plan/", concluding.plan, name="room-plan"),
    path("reviews/<int:pk>/room/conclusion/", concluding.conclusion, name="room-conclusion"),
    path("reviews/<int:pk>/room/hand-over/", closing.hand_over, name="hand-to-iro"),
    path("reviews/<int:pk>/room/changes/", closing.changes, name="ask-for-changes"),
    path("reviews/<int:pk>/room/<slug:code>/", room.heading, name="room-heading"),
    path("reviews/<int:pk>/room/<slug:code>/earlier/", room.earlier, name="room-earlier"),
    path("reviews/<int:pk>/close/", closing.close, name="close-review"),
    path("reviews/<int:pk>/sign/", closing.sign, name="sign-record"),
    path("reviews/<int:pk>/addendum/", closing.addendum, name="add-addendum"),
]
