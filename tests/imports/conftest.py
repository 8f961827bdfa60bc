from pathlib import Path

import pytest
from django.conf import settings

from apps.imports.fixtures.plan_file import read_plan_file
from apps.imports.fixtures.plan_values import PlanFile
from apps.imports.fixtures.source_texts import SourceText, read_sources

PLANS = Path(settings.BASE_DIR) / "fixtures" / "plans"
REAL_PLANS = {
    "arbejdsgrundlag": PLANS / "herning" / "byraadets-arbejdsgrundlag.yaml",
    "kernefortaelling": PLANS / "herning" / "kernefortaelling-og-vision.yaml",
    "randers": PLANS / "randers" / "randers-byraad-vision-2019-22.yaml",
    "vesthimmerland": PLANS / "vesthimmerland" / "vores-vesthimmerland-2022-2026.yaml",
}


@pytest.fixture(params=sorted(REAL_PLANS))
def real_plan(request: pytest.FixtureRequest) -> tuple[PlanFile, dict[str, SourceText]]:
    """Each of the real plans in turn, with its sources."""
    plan = read_plan_file(REAL_PLANS[request.param])
    return plan, read_sources(plan)
