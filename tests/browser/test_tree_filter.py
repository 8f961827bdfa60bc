"""The tree filter in the browser keeps in sight what the server's does, and takes the same words from what is typed."""

from random import Random

from django.conf import settings

from apps.core.tree_filter import matches, narrow, parents_by_depth, words_of

SCRIPTS = ("static/js/fold.js", "static/js/tree-filter.js")
TITLES = [
    "Ære & ånd",
    "Vores FÆLLESSKABER",
    "bære\xaddygtighed",
    "\ufb01nans  og\u00a0økonomi",
    "børn, unge",
    "AArhus og Ærø",
    "Å",
]
QUERIES = [
    "",
    "  ",
    "æ",
    "fælles",
    "BÆRE\u200bdygtig",
    "finans økonomi",
    "unge børn",
    "boern",
    "aeroe århus",
    "aar",
    "og\u00a0ø",
    "å " * 30,
    "findes ikke",
]
IN_THE_BROWSER = """cases => cases.map(([depths, titles, query, most]) => {
  const words = portalTreeFilter.wordsOf(query, most);
  const folded = titles.map((title) => portalWords.fold(title));
  const hits = [...folded.keys()].filter((place) => portalTreeFilter.matches(words, folded[place]));
  const { holding, shown } = portalTreeFilter.narrow(portalTreeFilter.parentsByDepth(depths), new Set(hits));
  const sorted = (places) => [...places].sort((a, b) => a - b);
  return [words, hits, sorted(holding), sorted(shown)];
})"""


def cases():
    random = Random(6)
    for number in range(200):
        depths = [1]
        for _ in range(random.randrange(12)):
            depths.append(random.randint(1, depths[-1] + 1))
        titles = [random.choice(TITLES) for _ in depths]
        yield [depths, titles, QUERIES[number % len(QUERIES)], settings.SEARCH_MAX_WORDS]


def on_the_server(depths, titles, query, most):
    words = words_of(query)
    hits = [place for place, title in enumerate(titles) if matches(words, title)]
    narrowed = narrow(parents_by_depth(depths), hits)
    return [words, hits, sorted(narrowed.holding), sorted(narrowed.shown)]


def test_browser_and_server_narrow_a_tree_down_alike(browser):
    context = browser.new_context()
    page = context.new_page()
    for script in SCRIPTS:
        page.add_script_tag(path=settings.BASE_DIR / script)
    asked = list(cases())
    assert page.evaluate(IN_THE_BROWSER, asked) == [on_the_server(*case) for case in asked]
    context.close()
