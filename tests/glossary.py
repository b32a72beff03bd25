"""The tables of docs/glossary.md, made from the lawbook; `python -m tests.glossary` writes them anew."""

import re
from collections.abc import Iterable
from pathlib import Path

from mingjian.law.entry import Cite
from mingjian.law.lawbook import ANY, Lawbook, load
from mingjian.statistics.codes import LEVEL
from mingjian.statistics.facts import TABLES, Table

PAGE = Path(__file__).parent.parent / "docs" / "glossary.md"
HEAD = "| Chinese | identifier | English | source |\n|---|---|---|---|"
MAIN_STEPS = {
    "complaint": "unconfirmed registered accepted handed_over analysing as_lead feedback_due objection closed",
    "lead": "registered assigned inquiry_preparing reply_awaited verification_preparing verifying verified held "
    "filing_preparing filed closed first_form_done",
    "case": "filed investigation facts_shown report_signed trial_intake trial returned_reexamine "
    "returned_supplement decision_meeting decision_made transferring at_procuratorate judicial_supplement",
    "measure": "drafted approved executing detained in_custody awaiting frozen property_held lifted lapsed",
    "execution": "delivering executing in_effect effect_ended revoked",
    "appeal": "requested party_review first_review second_review decided told",
    "clarification": "approved carried_out closed",
    "false_report": "checking found mistaken",
    "intercession": "registered checking filed",
    "contact": "registered checking filed",
    "follow_study": "requested studying study_ended appraised",
    "secondment": "requested in_service service_ended appraised",
    "team_activity": "planned held",
    "admission": "checking training_due admitted refused",
    "staff_return": "drafting filed",
    "joint_meeting": "planned held",
    "shared_report": "distributed in_use",
    "transfer": "drafted sent received fed_back declined",
    "inspection_plan": "drafted in_force concluded",
    "inspection_round": "preparing under_way closing concluded",
    "inspection": "registered authorised on_site reporting feedback_due plan_awaited rectifying return_check_due archived",
    "finding": "registered measures_due rectifying reported verified closed_off to_lead filed",
    "advice_letter": "drafted issued delivered objected replied escalating closed",
    "after_case": "planned done closed",
    "directive": "registered supervising concluded",
    "topic": "drafted in_force ended",
    "check": "planned checked reported closed",
    "visit_plan": "drafted visiting closed",
    "style_problem": "registered handling concluded not_upheld",
    "talk": "planned held closed",
    "life_meeting": "planned repeat_due report_due closed",
    "duty_report": "planned heard closed",
    "opinion_request": "registered checking merged replied",
    "opinion_check": "asked answered",
    "integrity_opinion": "drafting given alerted kept closed",
    "ecology_report": "drafting approved distributed closed",
    "unit_plan": "in_force closed",
    "data_comparison": "planned approved ran closed",
    "interference": "registered to_remind to_report filed",
    "risk_point": "in_force uncontrolled removed",
    "personal_report": "explaining explained filed",
    "integrity_statement": "received supplementing to_talk filed",
    "special_supervisor": "named serving answering ended dismissed",
    "departure": "clearing barred examining ended",
    "case_review": "planned reviewed correcting closed",
    "integrity_file": "kept gaps archived",
    "yearly_meeting": "planned held tracking concluded",
    "work_task": "open reported done",
    "responsibility_list": "drafted in_force retired",
    "responsibility_letter": "prepared signed assessed",
    "personal_act": "registered closed",
    "accountability": "registered inquiring deciding executing executed concluded not_held",
    "tolerance": "registered decided closed",
    "education_activity": "planned held closed",
    "campaign": "drafted learning finding setting concluded",
    "case_notice": "drafted approved published",
    "integrity_agreement": "in_force ended",
    "rule": "drafted approved in_force repealed",
}
MAIN_ACTS = {
    "complaint": "register confirm_entry accept not_accept join keep_repeat give_notice send_up forward_down "
    "assign_down supervise hand_over take_over open_lead handle_directly conclude give_feedback receive_objection split "
    "register_online receive_addition ask_reporter tell_reporter",
    "lead": "register assign report_upward propose_disposal propose_inquiry_plan hold_talk send_letter report_inquiry "
    "carry_out_first_form propose_verification report_verification propose_route request_filing review_hold",
    "case": "approve_plan form_team announce_filing take_measure show_facts sign_report hand_over accept_trial "
    "hear_defence return_reexamine return_supplement report_trial decide_party decide_gov decide_both "
    "handle_by_organisation exempt withdraw_case transfer_to_procuratorate",
    "measure": "request request_detention execute seize freeze detain notify_family lift_custody lift",
    "execution": "announce deliver change_post_and_pay report visit restore_rights revoke end_effect",
    "appeal": "register accept form_team decide tell",
    "clarification": "propose_clarification carry_out close",
    "false_report": "begin_check trace_reporter find_false find_mistaken educate",
    "intercession": "register take_over propose_handling remind open_lead",
    "contact": "propose_handling",
    "follow_study": "begin end_study",
    "secondment": "begin end_service appraise",
    "team_activity": "hold open_lead conclude",
    "admission": "check decide complete_training",
    "staff_return": "submit",
    "joint_meeting": "postpone hold",
    "shared_report": "distribute take_note cite",
    "transfer": "send receive decline register_lead feed_back",
    "inspection_plan": "list_subject adopt open_round",
    "inspection_round": "add_subject launch report_results",
    "inspection": "register form_team enter record_problem correct_at_once submit_report feed_back hand_over_lead receive_plan receive_report review publish evaluate check_again",
    "finding": "register dispose set_measures report_progress self_report verify send_back close_off return_check reopen open_lead hand_over_lead",
    "advice_letter": "draft propose_issue deliver record_objection decide_objection record_reply check escalate",
    "after_case": "register check_execution visit hold_life_meeting draw_lessons accept",
    "directive": "register plan assign_task open_topic open_check report_progress conclude",
    "topic": "draft propose revise open_check close_cycle",
    "check": "plan carry_out report feed_back",
    "visit_plan": "draft propose record_visit open_style_problem summarise",
    "style_problem": "register check record_person mark_corruption conclude",
    "talk": "plan hold hold_by_party_leader follow_up",
    "life_meeting": "plan attend hold_again receive_report",
    "duty_report": "plan hear feed_back",
    "opinion_request": "register send_out merge reply",
    "opinion_check": "register answer",
    "integrity_opinion": "propose raise_alert reassess keep record_appointment",
    "ecology_report": "begin freeze_figures propose distribute feed_back",
    "unit_plan": "register record_contact update_risks close",
    "data_comparison": "plan propose run verify_hits",
    "interference": "register propose_handling plan_talk report_upward",
    "risk_point": "register review remove",
    "personal_report": "register record_statement propose_handling",
    "integrity_statement": "register review supplement",
    "special_supervisor": "propose record_activity record_opinion answer_opinion renew dismiss",
    "departure": "register clear report_employment propose_examination end_bar",
    "case_review": "plan review feed_back accept_correction",
    "integrity_file": "register review close",
    "yearly_meeting": "plan hold issue_key_points assign_task track conclude",
    "work_task": "register report_progress report_done accept send_back",
    "responsibility_list": "draft propose revise review",
    "responsibility_letter": "prepare sign assess",
    "personal_act": "register record_result",
    "accountability": "register propose_start report_inquiry decide execute finish_adjustment receive_appeal decide_appeal conclude",
    "tolerance": "register propose tell",
    "education_activity": "plan hold follow_up",
    "campaign": "draft propose record_study record_problems record_measures conclude",
    "case_notice": "draft add_case propose publish",
    "integrity_agreement": "register attach_signed end expire",
    "rule": "draft propose issue review repeal",
}


def tables(book: Lawbook) -> dict[str, str]:
    """Every table by its name, as Markdown."""
    found = {"kinds": _kinds(book), "steps": _steps(book), "acts": _acts(book)}
    found["common_acts"] = [
        (act.label, name, act.en, source(act.cite)) for name, act in book.versions(ANY)[-1].acts.items()
    ]
    found |= {section: _entries(book, section) for section in ("powers", "taxonomies", "indicators")}
    found |= {name: _codes(book, name) for name in ("post", "department_role", "duty")}
    found["facts"] = [(table.label, table.name, table.en, _columns(table)) for table in TABLES.values()]
    found["levels"] = [
        (label, level, english, "level of a unit") for level, (label, english) in LEVEL.items()
    ]
    found["instruments"] = [
        (entry.label, name, entry.en, f"in force {entry.in_force}, {entry.checked}")
        for name, entry in book.entries("instruments").items()
    ]
    return {name: "\n".join([HEAD, *map(_line, rows)]) for name, rows in found.items()}


def source(cite: Cite | None) -> str:
    """The instrument's id, its article if somebody has checked it, and how well."""
    if cite is None or cite.instrument is None:
        return "house rule"
    article = f" art. {cite.article}" if cite.article else ""
    return f"{cite.instrument}{article}, {cite.checked}"


def written(text: str, book: Lawbook) -> str:
    """The page with its tables as the lawbook has them; a table stands between its two marks."""
    for name, table in tables(book).items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end -->)", re.S)
        if not pattern.search(text):
            raise ValueError(f"docs/glossary.md has no place for the table {name!r}: add its two marks")
        text = pattern.sub(lambda found, table=table: found[1] + table + found[2], text)
    return text


Row = tuple[str, str, str, str]


def _line(row: Row) -> str:
    label, name, english, ground = row
    return f"| {label} | `{name}` | {english} | {ground} |"


def _columns(table: Table) -> str:
    """The columns with their types; those that may be absent after ‖."""
    said = [
        [f"{column.name} {column.type}" for column in table.columns if column.optional is optional]
        for optional in (False, True)
    ]
    return " ‖ ".join(", ".join(part) for part in said if part)


def _kinds(book: Lawbook) -> list[Row]:
    latest = [(kind, book.versions(kind)[-1]) for kind in book.kinds()]
    return [(entry.label, kind, entry.en, source(entry.cite)) for kind, entry in latest]


def _steps(book: Lawbook) -> Iterable[Row]:
    for kind, names in MAIN_STEPS.items():
        procedure = book.versions(kind)[-1]
        for name in names.split():
            step = procedure.steps[name]
            yield step.label, f"{kind}.{name}", step.en, f"limit {step.clock}" if step.clock else "an end"


def _acts(book: Lawbook) -> Iterable[Row]:
    for kind, names in MAIN_ACTS.items():
        procedure = book.versions(kind)[-1]
        for name in names.split():
            act = procedure.acts[name]
            yield act.label, f"{kind}.{name}", act.en, source(act.cite)


def _entries(book: Lawbook, section: str) -> list[Row]:
    rows = []
    for name, entry in sorted(book.entries(section).items()):
        cite = entry.versions[-1].cite if hasattr(entry, "versions") else entry.cite
        rows.append((entry.label, name, entry.en, source(cite)))
    return rows


def _codes(book: Lawbook, name: str) -> list[Row]:
    entry = book.taxonomy(name)
    return [(code.label, key, code.en, source(code.cite or entry.cite)) for key, code in entry.codes.items()]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), load()), encoding="utf-8")
