"""Addresses of the workspaces in which council members, contributors and editors read what is being worked on."""

from django.urls import path

from apps.workspace.views import elements, followed_elements, tree

app_name = "workspace"
urlpatterns = [
    path("", tree.workspaces, name="workspaces"),
    path("<slug:municipality>/", tree.tree, name="tree"),
    path("<slug:municipality>/ord/", tree.words, name="words"),
    path("<slug:municipality>/mine/", followed_elements.followed_elements, name="mine"),
    path("<slug:municipality>/element/<uuid:uid>/", elements.element, name="element"),
    path("<slug:municipality>/element/<uuid:uid>/foelg/", elements.follow, name="follow"),
    path("<slug:municipality>/element/<uuid:uid>/note/", elements.note, name="note"),
]
