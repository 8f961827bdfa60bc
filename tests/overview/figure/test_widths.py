from apps.overview.figure.widths import width_of


def test_words_are_as_wide_as_their_letters():
    assert width_of("il", 100) == 68
    assert width_of("", 100) == 0
    assert width_of("Wi", 10) > width_of("il", 10)


def test_what_is_not_in_the_table_is_taken_for_wide_and_what_stands_on_another_letter_for_nothing():
    assert width_of("😀", 10) == 14
    assert width_of("e\u0301", 10) == width_of("e", 10)
