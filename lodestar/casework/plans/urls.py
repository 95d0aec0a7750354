"""Addresses of a child's plan."""

from django.urls import URLPattern, path

from lodestar.casework.plans.views import plan

urlpatterns: list[URLPattern] = [
    path("children/<int:pk>/plan/", plan.care_plan, name="care-plan"),
    path("children/<int:pk>/plan/record/", plan.record_plan, name="record-plan"),
    path("children/<int:pk>/plan/<int:row>/", plan.plan_version, name="plan-version"),
    path("children/<int:pk>/plan/<int:row>/withdraw/", plan.withdraw_plan, name="withdraw-plan"),
]
