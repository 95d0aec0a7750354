"""Addresses of who is asked to a review, of their private pages, and of calendars."""

from django.urls import URLPattern, path

from lodestar.casework.meetings.views import calendar, inviting, replying

urlpatterns: list[URLPattern] = [
    path("reviews/<int:pk>/invitations/", inviting.invitations, name="invitations"),
    path("reviews/<int:pk>/invitations/propose/", inviting.propose, name="propose-invitees"),
    path("reviews/<int:pk>/invitations/add/", inviting.add, name="add-invitee"),
    path("reviews/<int:pk>/invitations/send/", inviting.send, name="send-invitations"),
    path("reviews/<int:pk>/invitations/<int:row>/", inviting.change, name="change-invitee"),
    path("reviews/<int:pk>/invitations/<int:row>/chase/", inviting.chase, name="chase-invitee"),
    path("reviews/<int:pk>/invitations/<int:row>/reply/", inviting.reply, name="invitee-reply"),
    path("reviews/<int:pk>/invitations/<int:row>/paper/", inviting.paper, name="invitee-paper"),
    path(
        "reviews/<int:pk>/invitations/<int:row>/letter.pdf",
        inviting.letter,
        {"kind": "pdf"},
        "invitation-pdf",
    ),
    path(
        "reviews/<int:pk>/invitations/<int:row>/letter.docx",
        inviting.letter,
        {"kind": "docx"},
        "invitation-docx",
    ),
    path("reviews/<int:pk>/calendar.ics", calendar.review_calendar, name="review-calendar"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar-feed"),
    path("account/calendar/", calendar.my_calendar, name="my-calendar"),
    path("reply/<str:token>/", replying.reply, name="reply"),
    path("reply/<str:token>/paper/", replying.reply_paper, name="reply-paper"),
    path("reply/<str:token>/thanks/", replying.reply_thanks, name="reply-thanks"),
]
