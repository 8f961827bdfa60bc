"""What retraction leaves alone of indicators: they are written for themselves, and no plan's words are copied into them."""

from apps.core.text_register import exclude
from apps.indicators.models import Indicator, Measurement, Target

_OWN = "An indicator's own words; they are changed on its page, and no plan copies them."
for model in (Indicator, Measurement, Target):
    exclude(model, reason=_OWN)
    exclude(model.history.model, reason=_OWN)
