"""Dates in every way in which registers write them."""

from datetime import date, datetime

import pytest

from mingjian.channels.days import NoDay, read_day, year_in


@pytest.mark.parametrize(
    "cell",
    [
        date(2023, 3, 5), datetime(2023, 3, 5, 14, 30), "2023-03-05", "2023-3-5", "2023.3.5", "2023/3/5", "2023年3月5日", "2023年3月5号",
        "２０２３．３．５", " 2023 年 3 月 5 日 ", "20230305", 20230305.0, 44990.0, "2023-3-5 9:05", "2023年3月5日 14时30分", "2023-03-05T14:30:00",
    ],
)  # fmt: skip
def test_date_is_read_however_it_is_written(cell):
    assert read_day(cell) == date(2023, 3, 5)


def test_day_without_year_takes_that_of_the_title():
    assert read_day("3月5日", 2023) == date(2023, 3, 5)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("3月5日", "没有年份"), ("2023-02-30", "没有这一天"), ("2023.13.1", "没有这一天"), ("23.3.5", "年份只有两位"), ("2023年3月", "没有写全年月日"),
        ("3.5", "没有写全年月日"), (3.5, "没有写全年月日"), ("三月初", "不是日期"), (True, "不是日期"), ("2023.3.5、2023.3.9", "不是日期"), (7.0, "不是日期"),
    ],
)  # fmt: skip
def test_what_is_no_day_says_why(cell, said):
    with pytest.raises(NoDay) as error:
        read_day(cell)

    assert (error.value.what, error.value.remedy[0]) == (said, "请")


def test_year_is_that_of_the_first_text_that_names_one():
    assert year_in("信访登记台账", "2023年", "2022台账") == 2023
    assert year_in("2022—2023年台账", "2023") is None
    assert year_in("第20231号") is None
