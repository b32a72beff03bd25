"""Sample of the act form with every type of field, and of the pages that confirm."""

from dataclasses import replace

from mingjian.web.desk.pages import ActForm, Confirm
from mingjian.web.shared.fields import Choice, Field, Upload
from mingjian.web.shared.parts import Chip, Cite, Fact, Head, Link

HERE, MATTER = "/styleguide/act-form/", "/styleguide/matter/"
RULES = Cite("《监督执纪工作规则》", "second_hand", "/styleguide/lawbook/")
ONCE = "3f9a1c77"
STAFF = (Choice("李明远", "二室"), Choice("赵启明", "二室"), Choice("钱守正", "三室"))
OPINION = (
    "经初步分析，反映周某以值班费名义发放津补贴的问题有具体时间、科室和金额，附有发放单照片，具备可查性。"
    "建议采取初步核实方式处置，先行调取2025年以来该局会计凭证和值班安排。"
)


def fields() -> tuple[Field, ...]:
    return (
        Field(
            name="disposal_way",
            label="处置方式",
            kind="code",
            hint="初步核实：问题具体、可查，可能构成违纪或职务违法犯罪的",
            choices=(
                Choice("talk", "谈话函询"),
                Choice("verify", "初步核实", True),
                Choice("hold", "暂存待查"),
                Choice("close", "予以了结"),
            ),
        ),
        Field(
            name="meeting",
            label="集体研究",
            kind="meeting",
            parts=(
                Field(name="meeting_on", label="日期", kind="date", value="2026-11-20"),
                Field(
                    name="meeting_chair",
                    label="主持",
                    kind="officer",
                    value="张文礼",
                    width="short",
                    choices=STAFF,
                ),
                Field(
                    name="meeting_present",
                    label="参加",
                    kind="officers",
                    chosen=(
                        Chip("李明远", "二室", href="12"),
                        Chip("赵启明", "二室", href="15"),
                        Chip("钱守正", "三室", href="21"),
                    ),
                    choices=STAFF,
                ),
                Field(
                    name="meeting_record",
                    label="记录",
                    kind="code",
                    width="short",
                    choices=(Choice("13", "集体研究记录（第13条）", True), Choice("", "另附")),
                ),
            ),
        ),
        Field(
            name="opinion",
            label="处置意见",
            kind="words",
            value=OPINION,
            hint="写明：主要问题、可查性分析、方式及理由",
            limit=5000,
            ready=("问题线索具体、可查，建议初步核实。", "反映笼统，难以查证核实，建议谈话函询。"),
        ),
        Field(name="amount", label="涉嫌金额", kind="money", value="12.60", unit="万元", required=False),
        Field(
            name="topics",
            label="问题类别",
            kind="codes",
            choices=(
                Choice("a", "违规发放津补贴", True),
                Choice("b", "违规收送礼品礼金"),
                Choice("c", "公款吃喝"),
                Choice("d", "其他"),
            ),
        ),
        Field(
            name="unit",
            label="发案单位",
            kind="unit",
            value="市市场监管局",
            width="long",
            choices=(Choice("市市场监管局", "市直"), Choice("市水务局", "市直")),
        ),
        Field(
            name="persons", label="被反映人", kind="persons", chosen=(Chip("周某", "某局副局长", href="p1"),)
        ),
        Field(
            name="person_rank",
            label="职级",
            kind="code",
            width="short",
            choices=(Choice("1", "县处级"), Choice("2", "乡科级正职", True), Choice("3", "乡科级副职")),
        ),
        Field(
            name="on",
            label="办理日期",
            kind="date",
            value="2026-11-23",
            hint="如2026-11-23；早于今天的，请在下一栏说明",
        ),
        Field(name="late_reason", label="补录说明", kind="text", width="long", required=False),
        Field(name="handler", label="承办人", value="李明远（第二监督检查室）", fixed=True),
        Field(
            name="papers",
            label="附件",
            kind="document",
            required=False,
            hint="单个不超过100兆；自动生成去除隐藏信息的查阅件",
            uploads=(
                Upload("u1", "发放单照片.jpg", "2.4兆"),
                Upload("u2", "值班表.xlsx", "0.3兆", "checking"),
                Upload("u3", "录像.exe", "132兆", "refused", "不接受这种文件（.exe）。"),
            ),
        ),
        Field(name="urgent", label="需要同时通报派驻纪检监察组", kind="flag"),
    )


def act_form() -> ActForm:
    return ActForm(
        head=Head(title="提出处置意见 清纪线〔2026〕128号"),
        back=Link("返回清纪线〔2026〕128号", MATTER),
        title="提出处置意见",
        action="/styleguide/confirm/",
        fields=fields(),
        seen=14,
        token=ONCE,
        cite=RULES,
        after="待审批（室主任 → 分管领导）",
        stops="处置意见（2026-11-26）",
        warnings=(Field(name="known", label="已知悉：距到期不足3日", kind="flag"),),
        draft_at="草稿已保存10:32",
    )


def act_form_errors() -> ActForm:
    page = act_form()
    wrong = {
        "opinion": {"value": "", "error": "请填写处置意见。"},
        "on": {"value": "2026-11-30", "error": "办理日期2026-11-30晚于今天，请改为今天或以前。"},
        "disposal_way": {
            "error": "请选择处置方式。",
            "choices": tuple(replace(c, chosen=False) for c in page.fields[0].choices),
        },
        "amount": {"value": "十二万", "error": "涉嫌金额“十二万”不是数字，请改为如12.60。"},
        "meeting": {"error": "参加研究的不少于3人，现有2人，请补充。"},
    }
    entries = tuple(replace(field, **wrong.get(field.name, {})) for field in page.fields)  # type: ignore[arg-type]
    return replace(page, fields=entries, head=replace(page.head, failed=True), draft_at="")


def confirm() -> Confirm:
    return Confirm(
        head=Head(title="核对：提出处置意见"),
        title="核对：提出处置意见",
        number="清纪线〔2026〕128号",
        action=MATTER,
        token=ONCE,
        seen=14,
        written=(
            Fact("第15条", "提出处置意见"),
            Fact("办理日期", "2026-11-23"),
            Fact("处置方式", "初步核实"),
            Fact("集体研究", "2026-11-20，主持张文礼，参加李明远、赵启明、钱守正"),
            Fact("处置意见", OPINION, wide=True),
            Fact("附件", "发放单照片.jpg"),
        ),
        changes=(
            Fact("环节", "已分办 → 已提出处置意见"),
            Fact("时限", "停止：处置意见（2026-11-26）；开始：审批（2026-11-30）"),
            Fact("下一步", "室主任张文礼审批"),
        ),
        warnings=("距到期不足3日，已知悉。",),
        hidden=(("on", "2026-11-23"), ("opinion", OPINION)),
    )


def confirm_severe() -> Confirm:
    return Confirm(
        head=Head(title="确认予以了结"),
        title="确认予以了结",
        number="清纪线〔2026〕97号",
        action=MATTER,
        token=ONCE,
        seen=9,
        severe=True,
        changes=(
            Fact("对象", "清纪线〔2026〕97号"),
            Fact("办后", "本件办结，不再继续核查"),
            Fact("能否撤回", "不能撤回，只能由原审批人批准后更正"),
        ),
        fields=(
            Field(name="reason", label="理由", kind="words", hint="写入卷宗"),
            Field(
                name="code",
                label="动态口令",
                hint="6位数字，30秒内有效",
                width="short",
                autocomplete="one-time-code",
            ),
        ),
        button="确认予以了结",
    )
