"""Addresses of the decision ledger."""

from django.urls import URLPattern, path

from lodestar.casework.decisions.views import answering, ledger, writing

urlpatterns: list[URLPattern] = [
    path("reviews/<int:pk>/decisions/", ledger.decisions, name="decisions"),
    path("reviews/<int:pk>/decisions/add/", writing.write_decision, name="write-decision"),
    path("reviews/<int:pk>/decisions/send/", answering.send_decisions, name="send-decisions"),
    path("reviews/<int:pk>/decisions/answer/", answering.answer_decisions, name="answer-decisions"),
    path("reviews/<int:pk>/decisions/<int:row>/verify/", writing.verify_decision, name="verify-decision"),
    path("decisions/<int:pk>/", ledger.decision, name="decision"),
    path("decisions/<int:pk>/change/", writing.change_decision, name="change-decision"),
    path("decisions/<int:pk>/strike/", writing.strike_decision, name="strike-decision"),
    path("decisions/<int:pk>/answer/", answering.answer_decision, name="answer-decision"),
    path("decisions/<int:pk>/update/", answering.update_decision, name="update-decision"),
]
