"""What it takes to read a page."""

from tests.portal.conftest import read as read
