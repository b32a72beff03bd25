"""What happens now and then: wrong entries put right, officers who withdraw, things that reporters send or ask later."""

from collections.abc import Generator

from mingjian.city.life import Life
from mingjian.city.world import Pace, Wait
from mingjian.ledger.models import Matter
from mingjian.parties.acts import Identity, register_complainant

Steps = Generator[Wait, None, None]


def with_a_lead(life: Life) -> Steps:
    """A correction, a recusal, a note; mostly nothing."""
    happens = life.world.happens
    if happens("correction", 0.025):
        yield from life.propose("correct", life.handler, returnable=False, entry=1, values={"behaviour": "work"},
                                reason="登记时问题类别选择有误，经核对更正。")  # fmt: skip
    elif life.department in life.office.departments.get("supervision_dept", []) and happens("recusal", 0.02):
        yield from _recused(life)
    elif happens("note", 0.04):
        life.do("note", life.handler, remark="收到有关单位提供的会议记录和财务凭证复印件，已附卷。")


def _recused(life: Life) -> Steps:
    world = life.world
    others = [
        officer for officer in world.staff.workers(life.department, world.today) if officer != life.handler
    ]
    if not others or life.handler == life.head():  # who is excused names nobody in his place
        return
    life.barred.add(life.handler)
    yield from life.propose(
        "recuse", life.head(), recused=life.handler, recusal_ground="near_relative", is_principal_recused=False,
        reason="承办人系被反映人近亲属，申请回避。",
    )  # fmt: skip
    life.do("reassign", life.head(), handler=others[0], reason="原承办人回避，另行指定承办人。")


def with_a_report(life: Life, clerk: int) -> Steps:
    """Material sent later, a name that proves wrong, one that is given afterwards, a request for protection."""
    happens, is_signed = life.world.happens, bool(life.fact("is_signed"))
    if happens("material", 0.04):
        life.do("add_material", clerk, content="来件人补充寄来票据复印件和照片，称可以当面说明情况。")
    elif is_signed and happens("taken as anonymous", 0.015):
        yield from life.propose(
            "treat_as_anonymous", clerk, returnable=False, reason="经核实，所留单位查无此人，电话为空号。"
        )
    elif not is_signed and happens("named afterwards", 0.015):
        identity = Identity(life.world.words.reporter())
        register_complainant(
            Matter(pk=life.state.id),
            identity=identity,
            is_named=True,
            notice_way="phone",
            by=clerk,
            on=life.kin.on,
        )
        life.do("record_identity", clerk)
    elif is_signed and happens("protection", 0.006):
        life.do(
            "request_protection",
            clerk,
            protection_ground="reprisal",
            protection_request="来件人称被单位负责人威胁调岗，请求保护。",
        )
        yield Pace(0, 2).draw(life.world.random)
        yield from life.propose("decide_protection", clerk, returnable=False, pace=Pace(0, 0), is_protected=True,
                                answer="已约谈所在单位负责人，责令不得打击报复。")  # fmt: skip
