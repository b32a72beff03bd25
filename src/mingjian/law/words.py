"""Every sentence with which the law refuses or warns, in Chinese and English, by code."""

SENTENCES: dict[str, tuple[str, str]] = {
    "unknown_act": ("规程中没有「{act}」这一办理行为。", 'The procedure has no act "{act}".'),
    "no_procedure": ("{on}没有施行中的「{kind}」规程，不能登记。",
                     'No procedure for "{kind}" is in force on {on}; nothing can be registered.'),
    "ended": ("本件已{step}，不得再「{act}」。", 'This matter has ended ({step}); "{act}" is no longer possible.'),
    "step": ("本件在「{step}」环节，须先「{needed}」，才能「{act}」。",
             'The matter is at "{step}"; it must first be "{needed}" before "{act}".'),
    "condition": ("「{act}」只用于{condition}的事项。", '"{act}" is only for matters where {condition}.'),
    "power": ("「{act}」由{holder}办理。", '"{act}" is done by: {holder}.'),
    "separation": ("{rule}，您不得「{act}」（职责分离）。", '{rule}; you may not do "{act}" (separation of duties).'),
    "approval": ("已报{asked}审批「{act}」，待其意见后才能继续。",
                 'Waiting for {asked} to decide on "{act}"; other moving acts must wait.'),
    "no_proposal": ("没有待您审批的呈报。", "There is no proposal waiting for your opinion."),
    "already_agreed": ("其他人已经审批，不能再撤回，请由审批人退回。",
                       "Somebody has approved already; it can only be returned by an approver."),
    "date_future": ("办理日期{on}晚于今天，请改为今天或以前。",
                    "The date {on} is after today. Enter today or earlier."),
    "date_before_opening": ("办理日期{on}早于登记日{opened}，请改为登记日或以后。",
                            "The date {on} is before the opening {opened}. Enter that day or later."),
    "date_order": ("办理日期{on}早于上一环节的日期{moved}，请改为该日或以后。",
                   "The date {on} is before the last step of {moved}. Enter that day or later."),
    "late_reason": ("办理日期{on}早于今天一日以上，属于补录，请写明补录理由。",
                    "The date {on} lies more than a day back: give the reason for the late record."),
    "instant": ("「{act}」按小时计时，请填写时间（如09:30）。", '"{act}" counts in hours: enter the time (such as 09:30).'),
    "instant_day": ("时间{at}不在办理日期{on}这一天，请改正。", "The time {at} is not on {on}; correct it."),
    "missing": ("请填写「{field}」。", 'Enter "{field}".'),
    "unknown_field": ("「{act}」没有「{field}」这一项，请删去。", '"{act}" has no field "{field}"; remove it.'),
    "bad_code": ("「{field}」不能选「{value}」，{on}可选：{choices}。",
                 '"{field}" cannot be "{value}"; on {on} choose from: {choices}.'),
    "bad_value": ("「{field}」的内容「{value}」不对，应为{expected}。",
                  '"{value}" is not valid for "{field}"; expected: {expected}.'),
    "too_few": ("「{field}」不少于{least}项（人），现有{count}，请补充。",
                '"{field}" needs at least {least}; there are {count}. Add more.'),
    "officers": ("「{act}」须由不少于{least}名人员共同进行，现有{count}名，请补充。",
                 '"{act}" must be done by at least {least} officers together; there are {count}. Add one.'),
    "attachment": ("「{act}」须附材料，请选择文件。", '"{act}" needs a document; choose a file.'),
    "no_approval_rule": ("{on}没有施行中的「{approval}」审批规定，不能呈报。",
                         'No approval rule "{approval}" is in force on {on}.'),
    "two_rules": ("「{approval}」有两条例外同时适用，请联系规程管理人员。",
                  'Two exceptions of "{approval}" apply at once; tell whoever keeps the lawbook.'),
    "no_clock": ("没有正在计时的「{clock}」，不能延长。", 'No clock "{clock}" is running; nothing to extend.'),
    "not_extendable": ("「{clock}」不得延长（{cite}）。", '"{clock}" cannot be extended ({cite}).'),
    "extended_before": ("「{clock}」已延长{count}次，不得再延（{cite}）。",
                        '"{clock}" has been extended {count} time(s) already ({cite}).'),
    "extension_total": ("「{clock}」延长后将超过{total}的上限（{cite}）。",
                        '"{clock}" would exceed the limit of {total} ({cite}).'),
    "no_entry": ("本件没有第{entry}条，请核对序号。", "This matter has no entry {entry}; check the number."),
    "not_correctable": ("第{entry}条「{act}」没有可以更正的「{field}」。",
                        'Entry {entry} ("{act}") has no field "{field}" to correct.'),
    "not_last_move": ("只能撤销最近一次改变环节的第{last}条。", "Only entry {last}, the last that moved the matter, can be annulled."),
    "later_unlawful": ("更正后第{entry}条「{act}」将不合规程，请先处理该条。",
                       'After this correction entry {entry} ("{act}") would be unlawful; deal with it first.'),
    "no_such_person": ("「{field}」所指的人员或单位没有登记，请先确认身份。",
                       '"{field}" names nobody on record; identify the person first.'),
    "nobody_identified": ("请选择人员或者单位。", "Choose a person or an organisation."),
    "blocked": ("由案件监督管理室指定人员办理。", "To be done by the person whom case management names."),
}  # fmt: skip

KINDS = {
    "date": ("日期（如2026-11-23）", "a date such as 2026-11-23"),
    "instant": ("时间（如09:30）", "a time such as 09:30"),
    "integer": ("整数", "a whole number"),
    "money": ("金额（元，最多两位小数）", "an amount in yuan with at most two decimals"),
    "flag": ("是或否", "yes or no"),
    "text": ("文字", "text"),
    "id": ("已登记的人员、部门或事项", "a registered officer, department, person or matter"),
    "meeting": ("会议（日期、主持、参加人员）", "a meeting (date, chair, participants)"),
    "mentions": ("人员名单（姓名、单位、职务）", "a list of people (name, unit, post)"),
    "period": ("期限（如1个月、15个工作日）", "a period such as 1 m or 15 wd"),
    "clock": ("正在计时的时限", "a running clock"),
}


def say(code: str, language: str = "zh", **words: object) -> str:
    """The sentence for a code, filled; unknown words are an error of the program, not of the user."""
    return SENTENCES[code][1 if language.startswith("en") else 0].format(**words)


def kind(name: str, language: str = "zh") -> str:
    return KINDS[name][1 if language.startswith("en") else 0]
