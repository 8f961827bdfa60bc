"""How well topics are suggested, held against the elements that people read and gave topics (docs/adr/0036)."""

from apps.imports.fixtures.fixture_set import read_fixture_set
from apps.imports.fixtures.topics_file import read_topics
from apps.strategies.topics.patterns import Vocabulary
from apps.strategies.topics.suggest import suggest
from tests.imports.conftest import PLANS


def test_most_suggestions_are_right_and_most_topics_are_suggested() -> None:
    vocabulary = Vocabulary((topic.slug, "\n".join(topic.words)) for topic in read_topics(PLANS))
    right = suggested = given = 0
    for fixture in read_fixture_set(PLANS):
        for item in fixture.plans:
            for node in item.plan.root.walk():
                if not node.topics:
                    continue
                text = " ".join(paragraph.text for paragraph in node.paragraphs)
                found = {one.key for one in suggest(vocabulary, title=node.title, text=text)}
                right += len(found & set(node.topics))
                suggested += len(found)
                given += len(node.topics)
    assert right / suggested >= 0.86
    assert right / given >= 0.78
