"""What is wrong with a spreadsheet and what to do, said in the reader's language: `channels` says it in Chinese."""

import re
from functools import cache

from django.utils.translation import gettext, gettext_noop

_SENTENCES = (
    gettext_noop("没有填写"), gettext_noop("请补填"), gettext_noop("不认识"), gettext_noop("不是日期"), gettext_noop("超过%(n)s字"),
    gettext_noop("请核对后改正"), gettext_noop("请核对后缩短"), gettext_noop("请核对两个日期后改正"), gettext_noop("请写成%(day)s的形式"),
    gettext_noop("请写“一把手”、班子副职、班子成员、不在班子任职之一"), gettext_noop("晚于今天（%(day)s）"), gettext_noop("早于任职日期（%(day)s）"),
    gettext_noop("没有登记过这一单位"), gettext_noop("请核对全称，或者先在“单位”中登记"),
    gettext_noop("不由您所在部门联系，不能登记其任职"), gettext_noop("请移出本表，由联系部门导入"),
    gettext_noop("本表中同名的有几人"), gettext_noop("请在这一行补填证件号码"), gettext_noop("平台上已有同名的人员，不能认定是不是同一人"),
    gettext_noop("请补填证件号码，或者在单位页逐人登记"), gettext_noop("证件号码已登记为另一姓名的人员"), gettext_noop("请核对姓名和证件号码"),
    gettext_noop("本单位已有同名、没有登记证件号码的人员"), gettext_noop("确为同一人的，各行都不填证件号码"),
    gettext_noop("与第%(n)s行是同一人的同一任职"), gettext_noop("请删去一行"), gettext_noop("平台上登记的是%(day)s，没有改动"),
    gettext_noop("确需更改的请在单位页变更"), gettext_noop("没有选择文件"), gettext_noop("请选择任职情况表"), gettext_noop("这份表已不再保留"),
    gettext_noop("请重新选择文件"), gettext_noop("%(file)s超过%(n)sMB"), gettext_noop("请删去图片，或者分成几个文件"), gettext_noop("%(file)s的“%(sheet)s”表超过%(n)s行"), gettext_noop("%(file)s超过%(n)s行"),
    gettext_noop("请分成几个文件，或者请管理员在服务器上导入"), gettext_noop("%(file)s不是电子表格"), gettext_noop("请用.xlsx、.xls或.csv文件"),
    gettext_noop("请分成几个文件"), gettext_noop("%(file)s有打开密码"),
    gettext_noop("请取消密码后另存，再导入"), gettext_noop("%(file)s展开后过大"), gettext_noop("请删去空白格式和图片，另存后再导入"),
    gettext_noop("%(file)s不是有效的电子表格，或者已经损坏"), gettext_noop("请用表格软件打开后另存为.xlsx，再导入"),
    gettext_noop("%(file)s的文字编码不认识"), gettext_noop("请另存为.xlsx，再导入"),
    gettext_noop("%(file)s的“%(sheet)s”表的前%(n)s行中找不到表头"), gettext_noop("%(file)s的前%(n)s行中找不到表头"), gettext_noop("请在一行中写明%(needed)s等栏目名称"),
    gettext_noop("%(file)s有几张台账：%(names)s"), gettext_noop("请用--sheet写明导入哪一张"), gettext_noop("%(names)s都是“%(label)s”"),
    gettext_noop("请删去一列，或者改写一列的名称"), gettext_noop("没有“%(label)s”或者“%(other)s”一栏"), gettext_noop("没有“%(label)s”一栏"),
    gettext_noop("请增加这一栏（栏名可写%(names)s等）"), gettext_noop("有“%(has)s”一栏，没有“%(lacks)s”一栏"), gettext_noop("请增加“%(lacks)s”一栏，未办结的留空"),
    gettext_noop("刚才有人登记了相同的人员或者任职"), gettext_noop("请重新导入一次，已有的行会自动跳过"),
)  # fmt: skip


def say(words: str) -> str:
    """A sentence about a cell or a file; what it says of them stands in it as it was written."""
    for pattern, sentence in _patterns():
        if found := pattern.fullmatch(words):
            return gettext(sentence) % found.groupdict()
    return words


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    def pattern(sentence: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"%\\?\((\w+)\\?\)s", r"(?P<\1>.+)", re.escape(sentence)))

    return tuple((pattern(sentence), sentence) for sentence in _SENTENCES)
