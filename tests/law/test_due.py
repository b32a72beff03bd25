"""The act that is due at a step: every step says what comes next, and what comes next leads to an end."""

import pytest

from mingjian.law.lawbook import ANY, packaged
from mingjian.law.procedure import Act, ByField, Procedure

MOST = 30  # acts and approvals from the opening to an end
PROCEDURES = {name: entry for name, entry in packaged().entries("procedures").items() if entry.kind != ANY}


def reached(act: Act) -> list[str]:
    """The steps to which an act leads when it takes effect, in the order of the file."""
    if isinstance(act.to, ByField):
        return list(act.to.steps.values())
    return [act.to] if act.to else []


def waiting(procedure: Procedure, step: str) -> list[Act]:
    """The proposals that wait for approval at the step."""
    return [act for act in procedure.acts.values() if act.proposed is not None and act.proposed.to == step]


def following(procedure: Procedure, step: str) -> list[str]:
    """Where the approval waited for leads, else the act that is due."""
    for act in waiting(procedure, step):
        return reached(act)
    act = procedure.acts[procedure.steps[step].due[0]]
    return [act.proposed.to] if act.proposed else reached(act)


def way(procedure: Procedure, step: str) -> list[str]:
    """The ordinary way from a step: at each branch the first step where it has not been yet."""
    gone = [step]
    while not procedure.steps[gone[-1]].end:
        fresh = [target for target in following(procedure, gone[-1]) if target not in gone]
        if not fresh:
            return gone
        gone.append(fresh[0])
    return gone


@pytest.mark.parametrize("name", PROCEDURES)
def test_every_open_step_waits_for_an_approval_or_says_which_act_is_due(name):
    procedure = PROCEDURES[name]

    silent = [
        step
        for step, rule in procedure.steps.items()
        if not rule.end and not rule.due and not waiting(procedure, step)
    ]

    assert silent == []


@pytest.mark.parametrize("name", PROCEDURES)
def test_due_act_starts_from_its_step_moves_on_and_is_done_by_an_officer(name):
    procedure = PROCEDURES[name]

    for step, rule in procedure.steps.items():
        for due in rule.due:
            act = procedure.acts[due]
            assert not rule.end and step in act.from_, step
            assert act.targets() - {step}, step
            assert act.by != ("platform",), step


@pytest.mark.parametrize("name", PROCEDURES)
def test_due_acts_lead_from_every_step_to_an_end(name):
    procedure = PROCEDURES[name]

    for step in procedure.steps:
        gone = way(procedure, step)
        assert procedure.steps[gone[-1]].end, gone
        assert len(gone) <= MOST, gone


def test_ordinary_way_of_a_complaint_goes_through_a_lead_to_the_answer():
    assert way(PROCEDURES["complaint/2020-01-21"], "unconfirmed") == [
        "unconfirmed", "registered", "accepted", "handed_over", "analysing", "as_lead", "conclusion_proposed",
        "feedback_due", "closed",
    ]  # fmt: skip


def test_ordinary_way_of_a_case_goes_through_trial_to_the_decision():
    assert way(PROCEDURES["case/2020-07-01"], "filed") == [
        "filed", "investigation", "facts_shown", "report_signed", "trial_intake", "trial", "decision_meeting",
        "decision_made",
    ]  # fmt: skip
