from apps.indicators.models.indicator import Indicator, IndicatorElement
from apps.indicators.models.values import Measurement, Target

__all__ = ["Indicator", "IndicatorElement", "Measurement", "Target"]
