"""Addresses of the rooms in which council members, contributors and editors read what is being worked on."""

from django.urls import path

from apps.workspace.views import elements, mine, trees

app_name = "workspace"
urlpatterns = [
    path("", trees.rooms, name="rooms"),
    path("<slug:municipality>/", trees.tree, name="tree"),
    path("<slug:municipality>/ord/", trees.words, name="words"),
    path("<slug:municipality>/mine/", mine.mine, name="mine"),
    path("<slug:municipality>/element/<uuid:uid>/", elements.element, name="element"),
    path("<slug:municipality>/element/<uuid:uid>/foelg/", elements.follow, name="follow"),
    path("<slug:municipality>/element/<uuid:uid>/note/", elements.note, name="note"),
]
