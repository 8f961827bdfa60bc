"""Addresses of the open data: the API."""

from django.urls import path

from apps.opendata import views

app_name = "opendata"
urlpatterns = [
    path("municipalities/", views.municipalities, name="municipalities"),
    path("municipalities/<slug:municipality>/", views.municipality, name="municipality"),
    path("municipalities/<slug:municipality>/committees/", views.committees, name="committees"),
    path("plans/<slug:municipality>/<slug:plan>/", views.plan, name="plan"),
    path("<path:anything>", views.nothing_here),
    path("", views.nothing_here),
]
