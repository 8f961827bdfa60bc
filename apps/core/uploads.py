"""Uploaded files, kept whole or not at all."""

from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Leaves nothing of a file that could not be written to its end: no row would ever refer to what is left."""

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        free = self.get_available_name(name or content.name, max_length=max_length)
        try:
            return super().save(free, content, max_length=max_length)
        except OSError:
            self.delete(free)
            raise
