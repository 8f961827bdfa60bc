"""What a process may keep: bounded in bytes, shared by its threads."""

from threading import Thread

from apps.core.conditional import PublicVersion
from apps.core.response_store import ResponseStore, StoredResponse


def entry(size):
    return StoredResponse(PublicVersion(None), 'W/"x"', (), {"br": b"x" * size})


def test_memory_is_bounded_and_the_least_recently_read_is_given_up_first():
    store = ResponseStore(10_000)
    for name in ("a", "b"):
        store.keep(name, entry(3_000))
    store.own("a")
    store.keep("c", entry(3_000))
    assert [name for name in "abc" if store.own(name)] == ["a", "c"]
    store.keep("huge", entry(10_000))
    assert store.own("huge") is None
    assert store.bytes == 8_000


def test_many_threads_share_the_store_and_its_bound():
    store, failed = ResponseStore(50_000), []

    def work(seed):
        try:
            for number in range(300):
                name = f"{(number * seed) % 40}"
                store.keep(name, entry(number % 4_000))
                store.own(name)
                store.discard(f"{number % 7}")
        except Exception as error:
            failed.append(error)

    threads = [Thread(target=work, args=(seed,)) for seed in (3, 7, 11, 13)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert store.bytes <= 50_000
