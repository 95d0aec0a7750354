"""Addresses about who is asking, who there is, and who saw what."""

from django.urls import URLPattern, URLResolver, path

from lodestar.access import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("demo/sign-in/", views.demo_sign_in, name="demo-sign-in"),
    path("account/", views.account, name="account"),
    path("account/notices/", views.notices, name="notices"),
    path("events/", views.events, name="events"),
    path("people/", views.people, name="people"),
    path("people/add/", views.add_person, name="add-person"),
    path("people/teams/", views.teams, name="teams"),
    path("people/teams/add/", views.add_team, name="add-team"),
    path("people/localities/add/", views.add_locality, name="add-locality"),
    path("people/<int:number>/", views.person, name="person"),
    path("people/<int:number>/change/", views.change_person, name="change-person"),
    path("people/<int:number>/first-password/", views.first_password, name="first-password"),
    path("people/<int:number>/unlock/", views.unlock_person, name="unlock-person"),
]
