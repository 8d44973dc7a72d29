from .since import Change, Order, Since

PAGES = {"/": "Thư điện tử của cổng", "/tin/": "một hai ba", "/tin/cu/": "một hai", "/rss/": "Thư"}


def test_a_page_is_expected_to_show_what_is_new_and_else_what_it_showed():
    since = Since([Change("Thư điện tử", "Email", ["/"]), Change("của", "từ", ["*", "!/rss/", "!/tin/*"])])

    assert [since.expected(path, text) for path, text in PAGES.items()] == ["Email từ cổng", *list(PAGES.values())[1:]]
    assert since.wrong(PAGES) == []


def test_what_is_new_is_not_changed_again():
    since = Since([Change("một", "hai", ["/tin/"]), Change("hai", "một", ["/tin/"])])

    assert since.expected("/tin/", PAGES["/tin/"]) == "hai một ba"


def test_a_change_of_words_that_a_page_did_not_show_is_wrong():
    since = Since(
        [Change("ba", "bốn", ["/tin/*"]), Change("Thư", "Email", ["/"]), Change("Thư điện tử", "Email", ["/"])]
    )

    assert since.wrong(PAGES) == ["/ did not show: Thư", "/tin/cu/ did not show: ba"]


def test_a_change_of_no_page_is_wrong():
    assert Since([Change("một", "hai", ["/bai-viet/*", "/tin/"])]).wrong(PAGES) == ["no such page: /bai-viet/*"]


def test_two_changes_of_the_same_words_are_wrong():
    since = Since([Change("ba", "bốn", ["/tin/"]), Change("ba", "năm", ["/tin/"])])

    assert since.wrong(PAGES) == ["/tin/ has two changes of the same words"]


def test_rows_are_expected_in_their_order_and_the_first_where_a_page_has_fewer():
    since = Since(orders=[Order(["ba", "hai", "một"], ["/tin/", "/tin/cu/"])])

    assert since.expected("/tin/", PAGES["/tin/"]) == "ba hai một"
    assert since.expected("/tin/cu/", PAGES["/tin/cu/"]) == "ba hai"
    assert since.wrong(PAGES) == []


def test_an_order_is_wrong_unless_a_page_showed_all_rows_in_another_one():
    assert Since(orders=[Order(["ba", "hai", "một"], ["/tin/cu/"])]).wrong(PAGES) == [
        "no page showed all rows beside ba"
    ]
    assert Since(orders=[Order(["một", "hai", "ba"], ["/tin/"])]).wrong(PAGES) == [
        "a page showed the rows beside một in this order"
    ]
