"""What is wrong with a sheet is said in English where the page is: every sentence with which the sheets of posts are refused."""

import pytest
from django.utils import translation

from mingjian.web.desk.sheet_words import say

SAID = {
    "没有填写": "Empty",
    "超过50字": "Longer than 50 characters",
    "请写成2023-03-05的形式": "Write it as 2023-03-05",
    "晚于今天（2023-12-31）": "After today (2023-12-31)",
    "早于任职日期（2022-06-01）": "Before the day of appointment (2022-06-01)",
    "与第3行是同一人的同一任职": "The same post of the same person as in row 3",
    "班子.xlsx超过20MB": "班子.xlsx is larger than 20 MB",
    "班子.xlsx的“任职”表超过100000行": "Sheet 任职 of 班子.xlsx has more than 100000 rows",
    "班子.xlsx的“任职”表的前20行中找不到表头": "No row of headings among the first 20 rows of sheet 任职 of 班子.xlsx",
    "班子.xlsx超过2000行": "班子.xlsx has more than 2000 rows",
    "没有“姓名”或者“职务”一栏": "There is no column 姓名 or 职务",
    "没有“姓名”一栏": "There is no column 姓名",
    "有“办结日”一栏，没有“结果”一栏": "There is a column 办结日 but none for 结果",
    "B列“姓名”和C列“名字”都是“姓名”": "More than one column is “姓名”: B列“姓名”和C列“名字”",
}


@pytest.mark.parametrize("chinese", SAID)
def test_fault_of_a_sheet_is_said_in_the_readers_language(chinese):
    with translation.override("en"):
        assert say(chinese) == SAID[chinese]
    with translation.override("zh-hans"):
        assert say(chinese) == chinese
