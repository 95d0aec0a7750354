"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from lodestar.casework.desk import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.today, name="today"),
    path("children/", views.children, name="children"),
    path("children/open-with-reason/", views.open_with_reason, name="open-by-identifier"),
    path("children/new/", views.record_new_child, name="record-new-child"),
    path("children/<int:pk>/", views.child, name="child"),
    path("children/<int:pk>/open-with-reason/", views.open_with_reason, name="open-with-reason"),
    path("children/<int:pk>/move/", views.record_move, name="record-move"),
    path("children/<int:pk>/legal-status/", views.record_legal_status, name="record-legal-status"),
    path("children/<int:pk>/end-of-care/", views.record_end_of_care, name="record-end-of-care"),
    path("children/<int:pk>/start-of-care/", views.record_start_of_care, name="record-start-of-care"),
    path("children/<int:pk>/people/add/", views.record_person, name="record-person"),
    path("children/<int:pk>/school/", views.record_school, name="record-school"),
    path("children/<int:pk>/adoption/", views.record_adoption_decision, name="record-adoption-decision"),
    path("children/<int:pk>/iro/", views.allocate_iro, name="allocate-iro"),
    path("children/<int:pk>/restriction/", views.restrict, name="restrict"),
    path("children/<int:pk>/placements/<int:row>/", views.correct_placement, name="correct-placement"),
    path(
        "children/<int:pk>/legal-statuses/<int:row>/", views.correct_legal_status, name="correct-legal-status"
    ),
    path("reviews/<int:pk>/", views.review, name="review"),
    path("reviews/<int:pk>/rating/", views.rating, name="rating"),
    path("board/", views.board, name="board"),
    path("reviews/<int:pk>/preparation/", views.preparation, name="preparation"),
    path("my-requests/", views.my_requests, name="my-requests"),
    path("my-work/", views.my_work, name="my-work"),
    path("children/<int:pk>/<str:section>/", views.child, name="child-section"),
]
