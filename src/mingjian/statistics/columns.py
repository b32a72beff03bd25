"""Words for the columns of facts whose absence is said aloud."""

LABELS = {
    "person": "人员", "rank_class": "职级", "is_member_cadre": "是否党员干部", "channel": "渠道", "origin": "来源",
    "content_class": "内容类别", "is_repeat": "是否重复", "is_signed": "是否实名", "outcome": "结果",
    "concluded_on": "办结日期", "disposal_way": "处置方式", "disposed_on": "处置日期", "form": "形态",
    "is_assigned_from_above": "是否上级交办", "decided_on": "决定日期", "party_sanction": "党纪处分", "gov_sanction": "政务处分",
    "filed_on": "立案日期", "type": "类型", "level": "级别", "month": "月份",
}  # fmt: skip


def label(column: str) -> str:
    """The word for a column, of several in one (`party_sanction/gov_sanction`) for each; its name if it has none."""
    return "或者".join(LABELS.get(name, name) for name in column.split("/"))
