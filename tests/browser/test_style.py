"""Every shared component in every state, as public pages and as admin draw it: axe finds nothing, on any screen."""

import pytest

from tests.browser.eyes import examine


@pytest.mark.parametrize("address", ["/stil/", "/en/stil/", "/stil/?ramme=admin", "/en/stil/?ramme=admin"])
def test_every_component_can_be_read_by_everybody(admin, address):
    page = admin(address)
    examine(page)
    assert page.complaints == []
