import pytest

from conformance.reports.style import Style


@pytest.fixture(params=["en", "zh"])
def style(request):
    return Style(request.param)
