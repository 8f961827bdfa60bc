"""A person's own list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.workspace.answers import room_page
from apps.workspace.mine import mine_in
from apps.workspace.rooms import Room


@room_page
def mine(request: HttpRequest, room: Room) -> HttpResponse:
    """The elements the person follows in the room, and their notes."""
    context = {"room": room, "municipality": room.municipality, "mine": mine_in(room)}
    return render(request, "workspace/mine.html", context)
