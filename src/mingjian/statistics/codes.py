"""The codes of facts with their labels, in the order in which figures print them."""

Codes = dict[str, tuple[str, str]]

LEVEL: Codes = {
    "country": ("全国", "Country"),
    "province": ("省级", "Province"),
    "city": ("市级", "City"),
    "county": ("县级", "County"),
    "township": ("乡级", "Township"),
    "own": ("本级", "Commission itself"),
    "group": ("派驻机构", "Stationed group"),
}
CHANNEL: Codes = {
    "letter": ("来信", "Letter"),
    "visit": ("来访", "Visit"),
    "phone": ("来电", "Phone"),
    "network": ("网络", "Network"),
    "other": ("其他", "Other"),
}
PETITION_ORIGIN: Codes = {
    "self": ("本级受理", "Received here"),
    "superior": ("上级转办", "Handed down"),
}
CONTENT_CLASS: Codes = {
    "accusation": ("检举控告", "Accusation"),
    "appeal": ("申诉", "Appeal"),
    "suggestion": ("批评建议", "Criticism or suggestion"),
    "out_of_scope": ("业务范围外", "Out of scope"),
    "no_substance": ("无实质内容", "Without substance"),
}
OUTCOME: Codes = {
    "substantiated": ("属实", "Substantiated"),
    "mostly_substantiated": ("基本属实", "Mostly substantiated"),
    "partly_substantiated": ("部分属实", "Partly substantiated"),
    "unsubstantiated": ("不属实", "Unsubstantiated"),
    "unverifiable": ("无法查实", "Could not be verified"),
    "other": ("其他", "Other"),
}
RANK_CLASS: Codes = {
    "provincial": ("省部级干部", "Provincial and ministerial level"),
    "bureau": ("厅局级干部", "Bureau level"),
    "county": ("县处级干部", "County and division level"),
    "township": ("乡科级干部", "Township and section level"),
    "general": ("一般干部", "General staff"),
    "other": ("农村、企业等其他人员", "Rural, enterprise and other persons"),
}
BEHAVIOUR: Codes = {
    "political": ("违反政治纪律", "Breach of political discipline"),
    "organisational": ("违反组织纪律", "Breach of organisational discipline"),
    "integrity": ("违反廉洁纪律", "Breach of integrity discipline"),
    "mass": ("违反群众纪律", "Breach of mass discipline"),
    "work": ("违反工作纪律", "Breach of work discipline"),
    "life": ("违反生活纪律", "Breach of life discipline"),
    "duty_unlawful": ("职务违法", "Unlawful act in office"),
    "duty_crime": ("职务犯罪", "Crime in office"),
    "other_unlawful": ("其他违法", "Other unlawful act"),
}
LEAD_ORIGIN: Codes = {
    "petition": ("信访举报", "Report"),
    "supervision": ("监督检查", "Supervision"),
    "inspection": ("巡视巡察", "Inspection"),
    "superior": ("上级交办", "Assigned from above"),
    "audit": ("审计移送", "Audit"),
    "judicial": ("司法和执法机关移送", "Judiciary and law enforcement"),
    "case": ("审查调查中发现", "Found in a case"),
    "own": ("涉及本系统干部", "About own staff"),
    "other": ("其他", "Other"),
}
DISPOSAL_WAY: Codes = {
    "talk_inquiry": ("谈话函询", "Talk or letter of inquiry"),
    "prelim_verification": ("初步核实", "Preliminary verification"),
    "hold": ("暂存待查", "Held for later"),
    "close": ("予以了结", "Closed"),
}
PARTY_SANCTION: Codes = {
    "warning": ("党内警告", "Warning"),
    "serious_warning": ("党内严重警告", "Serious warning"),
    "removal_from_party_posts": ("撤销党内职务", "Removal from Party posts"),
    "probation_in_party": ("留党察看", "Probation within the Party"),
    "expulsion": ("开除党籍", "Expulsion from the Party"),
}
GOV_SANCTION: Codes = {
    "warning": ("警告", "Warning"),
    "demerit": ("记过", "Demerit"),
    "major_demerit": ("记大过", "Major demerit"),
    "demotion": ("降级", "Demotion"),
    "removal": ("撤职", "Removal"),
    "dismissal": ("开除", "Dismissal"),
}
MEASURE: Codes = {
    "suspension": ("停职检查", "Suspension"),
    "transfer": ("调整职务", "Transfer to another post"),
    "ordered_resignation": ("责令辞职", "Ordered resignation"),
    "removal_from_post": ("免职", "Removal from post"),
    "demotion": ("降职", "Demotion"),
    "other": ("其他组织处理", "Other measure"),
}
FORM: Codes = {
    "1": ("第一种形态", "First form"),
    "2": ("第二种形态", "Second form"),
    "3": ("第三种形态", "Third form"),
    "4": ("第四种形态", "Fourth form"),
}
STYLE_TYPE: Codes = {
    "A1": ("贯彻党中央重大决策部署方面问题", "A1 Carrying out central decisions"),
    "A2": ("履职尽责、服务经济社会发展和生态环境保护方面问题", "A2 Duty, service and environment"),
    "A3": ("联系服务群众方面问题", "A3 Contact with the people"),
    "A4": ("文山会海及督查检查考核方面问题", "A4 Papers, meetings and checks"),
    "A5": ("其他形式主义、官僚主义问题", "A5 Other formalism and bureaucratism"),
    "B1a": ("违规收送名贵特产类礼品", "B1a Precious local products as gifts"),
    "B1b": ("违规收送礼金和其他礼品", "B1b Gift money and other gifts"),
    "B2a": ("违规公款吃喝", "B2a Feasting on public money"),
    "B2b": ("违规接受管理和服务对象等宴请", "B2b Banquets from those managed or served"),
    "B3": ("违规操办婚丧喜庆", "B3 Weddings and funerals against the rules"),
    "B4": ("违规发放津补贴或福利", "B4 Allowances and benefits against the rules"),
    "B5a": ("公款旅游", "B5a Travel on public money"),
    "B5b": ("违规接受管理和服务对象等旅游活动安排", "B5b Travel from those managed or served"),
    "B6": ("其他享乐主义、奢靡之风问题", "B6 Other hedonism and extravagance"),
    # The nine types of the scheme before December 2019, for months that are printed again.
    "N1": ("违规公款吃喝", "N1 Feasting on public money"),
    "N2": ("公款国内旅游", "N2 Travel at home on public money"),
    "N3": ("公款出国（境）旅游", "N3 Travel abroad on public money"),
    "N4": ("违规配备使用公务用车", "N4 Official cars"),
    "N5": ("楼堂馆所违规问题", "N5 Official buildings"),
    "N6": ("违规发放津补贴或福利", "N6 Allowances and benefits"),
    "N7": ("违规收送礼品礼金", "N7 Gifts and gift money"),
    "N8": ("大办婚丧喜庆", "N8 Weddings and funerals"),
    "N9": ("其他", "N9 Other"),
}
STYLE_LEVEL: Codes = {
    "provincial": ("省部级", "Provincial and ministerial"),
    "bureau": ("地厅级", "Bureau"),
    "county": ("县处级", "County and division"),
    "township_below": ("乡科级及以下", "Township and below"),
}
FINDING_ORIGIN: Codes = {
    "political_supervision": ("政治监督", "Political supervision"),
    "daily_supervision": ("日常监督", "Daily supervision"),
    "style_check": ("作风检查", "Check of style"),
    "inspection": ("巡察", "Inspection"),
    "case": ("案件", "Case"),
    "audit": ("审计", "Audit"),
    "other": ("其他", "Other"),
}
LETTER_KIND: Codes = {
    "discipline_advice": ("纪律检查建议", "Discipline advice"),
    "supervisory_advice": ("监察建议", "Supervisory advice"),
    "reminder": ("提醒函", "Reminder"),
    "urging": ("督办函", "Urging letter"),
}
PROPOSAL_OUTCOME: Codes = {
    "agreed": ("同意", "Agreed"),
    "returned": ("退回补正", "Returned for correction"),
    "withdrawn": ("撤回", "Withdrawn"),
}

# Open lists: the kinds that figures break down; a ledger from elsewhere may say others, which count as the rest.
SUBJECT_LEVEL: Codes = {
    "county": ("县（市、区）党委", "Party committee of a county"),
    "department": ("市直部门党组（党委）", "Party group of a department"),
    "township": ("乡镇（街道）党委", "Party committee of a township"),
    "village": ("村（社区）党组织", "Party organisation of a village"),
    "enterprise": ("国有企业、事业单位党组织", "Party organisation of an enterprise or institution"),
}
TALK_KIND: Codes = {
    "appointment": ("任前廉政谈话", "Talk on appointment"),
    "supervisory": ("监督谈话", "Supervisory talk"),
    "heart_to_heart": ("谈心谈话", "Heart-to-heart talk"),
    "routine": ("日常谈话", "Routine talk"),
    "reminder": ("提醒谈话", "Reminder talk"),
    "summons": ("约谈", "Summons to a talk"),
    "criticism": ("批评教育谈话", "Criticism and education"),
    "admonition": ("诫勉谈话", "Admonition"),
    "collective": ("集体廉政谈话", "Collective talk on integrity"),
    "follow_up": ("回访谈话", "Follow-up talk"),
    "announcement": ("处分宣布谈话", "Announcement of a sanction"),
    "inspection": ("巡察个别谈话", "Interview during inspection"),
    "assumption": ("任职谈话", "Talk on taking a post"),
    "inquiry": ("函询", "Inquiry by letter"),
    "verification": ("核查谈话", "Talk in verification"),
}
ACTIVITY_KIND: Codes = {
    "directive": ("重要指示批示和决策部署", "Directive registered"),
    "topic": ("监督清单", "List of a topic approved"),
    "political_check": ("政治监督检查", "Check of political supervision"),
    "daily_check": ("日常监督检查", "Check of daily supervision"),
    "covert_check": ("明察暗访", "Covert check"),
    "situation_study": ("研究全面从严治党形势", "Study of the situation"),
    "integrity_meeting": ("党风廉政建设和反腐败工作会议", "Meeting on integrity"),
    "key_points": ("年度工作要点", "Key points of the year"),
    "political_rule": ("加强政治监督的制度措施", "Rule on political supervision"),
    "rule": ("制定和修订的制度", "Rule made or revised"),
    "agreement": ("廉洁协议", "Integrity agreement"),
    "notice": ("典型问题通报", "Notice of typical cases"),
    "warning_meeting": ("警示教育大会", "Warning meeting"),
    "campaign": ("警示教育专项行动", "Campaign of warning education"),
    "campaign_study": ("专项行动学习法规", "Study in the campaign"),
    "campaign_problems": ("专项行动查找问题", "Problems sought in the campaign"),
    "campaign_measures": ("专项行动制定措施", "Measures set in the campaign"),
    "film": ("警示教育片", "Warning film"),
    "test": ("廉政知识测试", "Test on integrity"),
    "responsibility_list": ("责任落实清单", "List of responsibilities"),
    "responsibility_letter": ("目标责任书", "Letter of responsibility"),
    "responsibility_check": ("责任落实督查", "Check of responsibilities"),
    "dual_duty": ("听取履行“一岗双责”情况", "Hearing on two duties"),
    "task": ("落实任务", "Task done"),
    "unit_contact": ("联系单位", "Contact with a unit"),
    "unit_plan": ("联系单位监督计划", "Plan for a unit"),
    "finding_rejected": ("经审不构成问题", "Finding not upheld"),
    "data_comparison": ("数据比对", "Data comparison"),
    "court_hearing": ("旁听庭审", "Court hearing attended"),
    "culture": ("廉洁文化建设", "Culture of integrity"),
    "same_level_report": ("向上级报告同级班子成员情况", "Report upward about the same level"),
    "duty_report": ("述责述廉", "Report on duty and integrity"),
    "personal_act": ("书记亲自履责", "Act of the head in person"),
    "organisation_accountable": ("问责党组织", "Organisation held to account"),
    "leader_accountable": ("问责领导干部", "Leader held to account"),
    "life_meeting": ("列席民主生活会", "Democratic life meeting attended"),
    "integrity_file": ("建立廉政档案", "Integrity file opened"),
    "file_update": ("更新廉政档案", "Integrity file updated"),
    "interference": ("干预插手登记", "Interference registered"),
    "risk_point": ("登记廉政风险点", "Risk point registered"),
    "risk_review": ("复核廉政风险点", "Risk point reviewed"),
    "personal_report": ("个人事项报告查核", "Report on personal matters checked"),
    "integrity_statement": ("廉政承诺和报备", "Pledge or statement"),
    "opinion_given": ("党风廉政意见（逐人）", "Opinion on a person"),
    "opinion_reply": ("党风廉政意见回复", "Opinion on integrity"),
    "ecology_report": ("政治生态报告", "Report on political ecology"),
    "joint_meeting": ("联席会议", "Joint meeting"),
    "study_session": ("集中学习", "Collective study"),
    "lecture": ("党课辅导", "Party lecture"),
    "visit": ("参观见学", "Visit"),
    "screening_round": ("排查整治", "Screening round"),
    "training": ("业务培训", "Training"),
    "training_rotation": ("挂职轮训", "Training by rotation"),
    "training_case_work": ("抽调办案", "Secondment to a case"),
    "admission": ("准入考核", "Admission examination"),
    "intercession": ("过问干预登记", "Intercession registered"),
    "contact": ("接触交往登记", "Contact registered"),
    "special_supervisor": ("聘请特约监察员", "Special supervisor appointed"),
    "supervisor_activity": ("特约监察员履职", "Activity of a special supervisor"),
    "supervisor_opinion": ("特约监察员意见建议", "Opinion of a special supervisor"),
    "departure": ("离任登记", "Departure registered"),
    "employment_examined": ("离任从业审核", "Occupation after leaving examined"),
    "inspection_suggestion": ("巡察工作建议", "Suggestion of an inspection"),
    "suggestion_adopted": ("采纳巡察工作建议", "Suggestion of an inspection adopted"),
    "case_review": ("案件质量评查", "Review of case quality"),
    "decision_check": ("处分决定执行检查", "Check of executed decisions"),
    "return_visit": ("回访教育", "Return visit"),
    "clearing": ("澄清正名", "Name cleared"),
    "tolerance": ("容错免责", "Error tolerated"),
}
TRANSFER_KIND: Codes = {
    "lead": ("问题线索移交", "Lead handed over"),
    "finding": ("发现问题移交", "Finding handed over"),
    "report": ("报告移交", "Report handed over"),
    "information": ("情况通报", "Information"),
    "opinion": ("征求意见", "Opinion asked"),
    "assistance": ("协作配合", "Assistance"),
}
REPORT_KIND: Codes = {
    "inspection_report": ("巡察综合报告", "Report of inspection"),
    "ecology_report": ("政治生态报告", "Report on political ecology"),
    "selection_report": ("选人用人情况报告", "Report on selection of cadres"),
    "audit_report": ("审计报告", "Audit report"),
}
LEAD_GRADE: Codes = {
    "specific": ("具体可查", "Specific, can be checked"),
    "general": ("笼统，有待补充", "General"),
    "uncheckable": ("不具可查性", "Cannot be checked"),
}
LEAD_RECHECK: Codes = {
    "upheld": ("了结适当", "Rightly closed"),
    "reopen": ("应当另行登记再查", "To be opened again"),
}
INQUIRY_OUTCOME: Codes = {
    "accept_close": ("予以采信了结", "Accepted and closed"),
    "first_form_measure": ("第一种形态处理", "First-form measure"),
    "repeat_talk_inquiry": ("再次谈话函询", "Talk or inquire again"),
    "propose_verification": ("转初步核实", "On to verification"),
    "false_accusation_check": ("查核诬告陷害", "Look into a false accusation"),
}
FINDING_CATEGORY: Codes = {
    "line": ("落实党的理论和路线方针政策", "Carrying out the Party line"),
    "responsibility": ("全面从严治党责任", "Responsibility for strict governance"),
    "style": ("作风建设", "Style of work"),
    "near_people": ("群众身边不正之风和腐败", "Misconduct near the people"),
    "group": ("领导班子和干部队伍", "Leading group and cadres"),
    "base": ("基层党组织建设", "Primary Party organisations"),
    "appointment": ("选人用人", "Selection of cadres"),
    "ideology": ("意识形态责任制", "Responsibility for ideology"),
    "earlier": ("以往巡视巡察、审计整改", "Earlier rectification"),
    "head": ("“一把手”", "Principal head"),
    "other": ("其他", "Other"),
}
FINDING_SCOPE: Codes = {
    "systemic": ("面上问题", "Of the organisation"),
    "personal": ("具体到人", "Of a person"),
}
KEY_SECTOR: Codes = {
    "finance": ("金融", "Finance"),
    "soe": ("国有企业", "State-owned enterprises"),
    "medicine": ("医药卫生", "Medicine"),
    "tendering": ("工程建设和招标投标", "Engineering and tendering"),
    "grain": ("粮食购销", "Grain"),
    "education": ("教育", "Education"),
    "environment": ("生态环境", "Environment"),
    "rural": ("乡村振兴", "Rural revitalisation"),
    "other": ("其他领域", "Other"),
}
