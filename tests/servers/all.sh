#!/bin/sh
# Every test on the embedded database, the gallery of components, then everything that touches a database on PostgreSQL.
# Files go in their order: those with the most tests first would leave the slow few in browsers to the end.
set -eu
python=$1
cd "$(dirname "$0")/../.."
spread="-n 2 --dist loadfile --no-loadscope-reorder"
# shellcheck disable=SC2086 # several words
"$python" -m pytest tests $spread --ignore tests/gallery
# shellcheck disable=SC2086
"$python" -m pytest tests/gallery $spread --ds=tests.gallery.settings
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    # whether pages are accessible, fit on a screen and go by keyboard does not depend on the database, nor does the lawbook,
    # which is files, nor do figures and papers of a city, which are counted from facts by an engine of their own
    looks="--ignore tests/web/test_every_page.py --ignore tests/web/test_law.py --ignore tests/journeys/test_keyboard_and_script.py
        --deselect tests/web/test_browser.py::test_no_page_scrolls_sideways
        --deselect tests/city/test_build.py::test_the_eight_point_table_adds_up_in_every_month
        --deselect tests/city/test_build.py::test_all_papers_of_a_year_print_the_same_numbers
        --deselect tests/city/test_build.py::test_the_yearly_report_stands_on_the_grid_of_the_standard
        --deselect tests/city/test_build.py::test_every_number_opens_to_the_records_it_counts
        --deselect tests/city/test_build.py::test_identities_hold_between_spans_and_between_units"
    # shellcheck disable=SC2086
    tests/servers/postgres.sh "$python" -m pytest tests $spread --ignore tests/gallery $looks -m "django_db or postgresql"
else
    echo "没有PostgreSQL服务器程序：PostgreSQL上的测试已跳过。" >&2
fi
