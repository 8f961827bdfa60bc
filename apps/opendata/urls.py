"""Addresses of the open data: the API."""

from django.urls import path

from apps.opendata import records, search, views

app_name = "opendata"
urlpatterns = [
    path("municipalities/", views.municipalities, name="municipalities"),
    path("municipalities/<slug:municipality>/", views.municipality, name="municipality"),
    path("municipalities/<slug:municipality>/committees/", views.committees, name="committees"),
    path("municipalities/<slug:municipality>/rounds/", records.rounds, name="rounds"),
    path("municipalities/<slug:municipality>/rounds/<int:number>/", records.round, name="round"),
    path("municipalities/<slug:municipality>/indicators/", records.indicators, name="indicators"),
    path("municipalities/<slug:municipality>/decisions/", records.decisions, name="decisions"),
    path("indicators/<uuid:uid>/", records.indicator, name="indicator"),
    path("plans/<slug:municipality>/<slug:plan>/", views.plan, name="plan"),
    path("search/", search.search, name="search"),
    path("<path:anything>", views.nothing_here),
    path("", views.nothing_here),
]
