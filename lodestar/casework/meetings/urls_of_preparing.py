"""Addresses of a review's papers and of its preparation."""

from django.urls import URLPattern, path

from lodestar.casework.meetings.views import papers, preparing

urlpatterns: list[URLPattern] = [
    path("reviews/<int:pk>/papers/", papers.papers, name="papers"),
    path("reviews/<int:pk>/papers/<str:kind>/", papers.paper, name="paper"),
    path("reviews/<int:pk>/papers/<str:kind>/received/", papers.receive_paper, name="receive-paper"),
    path("reviews/<int:pk>/papers/<str:kind>/grade/", papers.judge_paper, name="judge-paper"),
    path("reviews/<int:pk>/papers/<str:kind>/new-day/", papers.remedy_paper, name="remedy-paper"),
    path("reviews/<int:pk>/report/", papers.report, name="report"),
    path("reviews/<int:pk>/preparation/<str:step>/", preparing.preparation_step, name="preparation-step"),
    path("reviews/<int:pk>/wishes/", preparing.wishes, name="wishes"),
    path("reviews/<int:pk>/seen/", preparing.child_seen, name="child-seen"),
    path("reviews/<int:pk>/seen/record/", preparing.record_seen, name="record-seen"),
]
