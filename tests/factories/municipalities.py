import factory

from apps.core.text import danish_slug
from apps.municipalities.models import Committee, CouncilPeriod, Municipality


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Municipality

    name = factory.Sequence(lambda n: f"Prøve{n} Kommune")
    slug = factory.LazyAttribute(lambda m: danish_slug(m.name.removesuffix(" Kommune")))
    code = factory.Sequence(lambda n: f"{n % 400:03d}")  # below the codes of the personas' municipalities


class CommitteeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Committee

    municipality = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence(lambda n: f"Udvalg {n}")
    slug = factory.LazyAttribute(lambda c: danish_slug(c.name))


class CouncilPeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CouncilPeriod
        django_get_or_create = ("start_year",)

    start_year = 2026
    end_year = factory.LazyAttribute(lambda p: p.start_year + 3)
