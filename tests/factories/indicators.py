from datetime import date
from decimal import Decimal

import factory

from apps.indicators.models import Indicator, Measurement, Target
from tests.factories.municipalities import MunicipalityFactory


class IndicatorFactory(factory.django.DjangoModelFactory):
    """A public indicator; ``measured`` and ``aimed_at`` are its figures by year, on the last day of each."""

    class Meta:
        model = Indicator
        skip_postgeneration_save = True

    municipality = factory.SubFactory(MunicipalityFactory)
    title = factory.Sequence(lambda n: f"Indikator {n}")
    unit = "%"
    direction = "up"
    is_public = True

    @factory.post_generation
    def measured(obj, create, figures, **kwargs):
        for year, value in (figures or {}).items():
            Measurement.objects.create(indicator=obj, on=date(year, 12, 31), value=Decimal(value))

    @factory.post_generation
    def aimed_at(obj, create, figures, **kwargs):
        for year, value in (figures or {}).items():
            Target.objects.create(indicator=obj, on=date(year, 12, 31), value=Decimal(value))
