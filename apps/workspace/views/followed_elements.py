"""A person's own list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.workspace.access import room_page
from apps.workspace.followed_elements import followed_in
from apps.workspace.rooms import Room


@room_page
def followed_elements(request: HttpRequest, room: Room) -> HttpResponse:
    """The elements the person follows in the room, and their notes."""
    context = {"room": room, "municipality": room.municipality, "mine": followed_in(room)}
    return render(request, "workspace/followed_elements/list.html", context)
