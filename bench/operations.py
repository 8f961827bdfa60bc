"""How long deeds and services take that are no page: building, comparing, searching, checking, setting in type."""

from statistics import median

from bench.turns import Bench

#: What is looked for, by how it is found.
SEARCHES = {
    "a word of nearly all": "fællesskab",
    "a part of a word": "liv",
    "two words": "grøn uddannelse",
    "four words": "trygge boligområder for børn",
    "a phrase": '"værdig ældrepleje"',
    "an everyday word": "havn",
    "a word that is nowhere": "zebra",
}


def building(bench: Bench) -> None:
    with bench.portal() as portal:
        portal.ask("time_building", 1000)
        times = [portal.ask("time_building", 1000) for _run in range(bench.runs)]
        most = 450 if bench.databases.on_postgresql else 300
        # Whatever else the machine does can only make it slower: the fastest run is the least disturbed one.
        bench.tell("building, µs an element", min(t[0] for t in times) * 1000)
        bench.tell("publishing, µs an element", min(t[1] for t in times) * 1000)
        detail = f"(median {median(sum(t) for t in times) * 1000:.0f})"
        bench.tell("building + publishing, µs an element", min(map(sum, times)) * 1000, detail, most=most)


def comparing(bench: Bench) -> None:
    with bench.portal() as portal:
        for elements, most in ((1000, 50), (5000, 400)):
            editions = portal.ask("prepare_editions", elements)
            times = [1000 * portal.ask("time_comparing", *editions) for _run in range(bench.runs)]
            detail = f"(median {median(times):.0f})"
            bench.tell(f"comparing two editions of {elements} elements, ms", min(times), detail, most=most)


def search(bench: Bench) -> None:
    with bench.portal(bench.municipalities) as portal:
        elements = portal.ask("count_entries")
        for name, words in SEARCHES.items():
            times = [1000 * portal.ask("time_hits", words) for _run in range(bench.runs)]
            what = f"top 20 of {elements} elements, {name}, ms"
            bench.tell(what, median(times), f"(fastest {min(times):.0f})", most=50)
        for name, task in {"meant": "time_suggestion", "while typing": "time_completion"}.items():
            times = [1000 * portal.ask(task, "fællesskber") for _run in range(bench.runs)]
            bench.tell(f"suggestion, {name}, ms", median(times), f"(fastest {min(times):.0f})", most=20)


def pdf(bench: Bench) -> None:
    with bench.portal() as portal:
        municipality = portal.ask("prepare_pdf", 300)
        times = [portal.ask("time_pdf", municipality) for _run in range(5)]
        bench.tell("PDF of 300 elements, seconds", median(times), f"(fastest {min(times):.2f})", most=2)
