"""Every must of the design of the desk (its sentences with must or never, and the checks of its section 10), and the tests that hold it.

`test_musts.py` keeps this list honest: each named test exists, and each docstring that names a must is listed here.
"""

PORTAL = "tests/web/portal"
SHARED, WEB, JOURNEYS = "tests/gallery", "tests/web", "tests/journeys"
REAL = f"{WEB}/test_real_pages.py"  # the pages themselves, of several officers

# place in the design: what it says: the tests that would fail if it were not so
SENTENCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "1 alerts never vanish by themselves": (
        "what is said stays until it is dismissed or the page is left; nothing moves",
        (f"{WEB}/test_musts.py::test_nothing_vanishes_or_moves_by_itself",),
    ),
    "1 focus never hidden": (
        "at every stop of the keyboard the focus is in sight, marked, under nothing",
        (
            f"{JOURNEYS}/test_keyboard_and_script.py::test_an_act_is_proposed_and_approved_by_keyboard_alone",
            f"{JOURNEYS}/test_acceptance.py::test_a_register_is_walked_by_keyboard_and_back_to_the_same_row",
        ),
    ),
    "1 spaces never typed": (
        "between Han and digits or Latin the space is made by the renderer",
        (
            f"{SHARED}/test_words.py::test_texts_keep_the_rules_of_writing",
            "tests/law/test_words.py::test_chinese_texts_have_no_typed_space",
        ),
    ),
    "2.4 colour never tells": (
        "a colour-blind reader, a black-and-white print and a screen reader get the same message from words and shapes",
        (
            f"{REAL}::test_a_lamp_has_its_shape_and_its_word",
            f"{SHARED}/test_browser.py::test_lamps_differ_without_colour",
            f"{SHARED}/test_lamps.py::test_lamp_states_all_differ_without_colour",
        ),
    ),
    "2.8 nothing typed is lost": (
        "a session that ends, a conflict or an error gives the text back",
        (
            f"{WEB}/test_drafts.py::test_a_draft_survives_the_end_of_the_session",
            f"{WEB}/test_drafts.py::test_what_a_moved_matter_refuses_is_a_draft_afterwards",
            f"{WEB}/test_drafts.py::test_a_form_drawn_before_the_last_sign_in_keeps_its_text",
        ),
    ),
    "3.2 a tag is never a link": (
        "a tag has a word and is never a link or a button",
        (f"{REAL}::test_a_tag_is_a_word_and_neither_link_nor_button",),
    ),
    "3.3 a reference never turns red": (
        "a clock whose ground nobody has read may warn, never turns red, prints no article number",
        (
            f"{REAL}::test_a_limit_that_nobody_read_is_a_reference_without_an_article",
            f"{WEB}/test_work.py::test_what_only_reminds_is_neither_in_time_nor_late",
            f"{SHARED}/test_lamps.py::test_lamp_of_unverified_ground_never_turns_red",
            f"{WEB}/test_musts.py::test_an_unread_limit_prints_no_article",
        ),
    ),
    "3.4 lang is set": (
        "html lang=zh-Hans must be set",
        (f"{REAL}::test_every_page_says_in_which_language_it_is_and_has_one_title",),
    ),
    "3.4 dates and numbers never break": (
        "time, document numbers, amounts and lamps never break across lines",
        (
            f"{WEB}/test_musts.py::test_dates_numbers_and_lamps_never_break",
            f"{WEB}/test_browser.py::test_no_page_scrolls_sideways",
        ),
    ),
    "3.5 zoom hides nothing": (
        "zoom to 400 % and spacing overrides must not hide or cut anything",
        (f"{JOURNEYS}/test_acceptance.py::test_nothing_is_cut_at_four_hundred_per_cent_and_wide_spacing",),
    ),
    "3.6 never in a tooltip only": (
        "the full title is never in a tooltip only",
        (
            f"{REAL}::test_nothing_is_said_in_a_tooltip_or_a_placeholder",
            f"{WEB}/test_musts.py::test_no_template_says_something_in_a_tooltip",
        ),
    ),
    "3.7 no placeholders": (
        "placeholders are never used for information",
        (
            f"{REAL}::test_nothing_is_said_in_a_tooltip_or_a_placeholder",
            f"{WEB}/test_musts.py::test_no_field_says_something_in_a_placeholder",
        ),
    ),
    "3.8 no symbol without a word": (
        "a symbol is never without a word beside it",
        (
            f"{REAL}::test_no_symbol_stands_without_a_word_beside_it",
            f"{WEB}/test_musts.py::test_no_symbol_stands_without_a_word",
        ),
    ),
    "4 no name in a title": (
        "the title of a page never carries a person's name",
        (f"{JOURNEYS}/test_acceptance.py::test_nothing_typed_stands_in_addresses_titles_file_names_or_logs",),
    ),
    "4 no words in an address": (
        "free text never goes into a URL",
        (
            f"{JOURNEYS}/test_acceptance.py::test_nothing_typed_stands_in_addresses_titles_file_names_or_logs",
            f"{WEB}/test_register_habits.py::test_nothing_but_codes_and_days_stands_in_an_address",
            f"{WEB}/test_register_habits.py::test_a_view_keeps_conditions_and_what_was_searched_for",
            f"{PORTAL}/test_process.py::test_nothing_that_was_typed_lies_in_clear_anywhere",
        ),
    ),
    "5.1 never says locked": (
        "one sentence for whatever was wrong, never that an account is locked",
        (f"{REAL}::test_one_sentence_for_whatever_was_wrong_at_the_door",),
    ),
    "5.2 administrators never see matters": (
        "administrators and auditors never see matters",
        (
            f"{WEB}/test_work.py::test_administrators_get_a_desk_without_matters",
            f"{WEB}/office/test_office.py::test_administrators_have_a_desk_of_their_own_and_no_matters",
            f"{WEB}/test_verifying.py::test_auditor_verifies_a_number_and_sees_no_matter",
        ),
    ),
    "5.4 corrections never hide": (
        "a corrected entry stays readable and says which entry corrects it",
        (f"{WEB}/test_musts.py::test_a_corrected_entry_stays_readable",),
    ),
    "5.4 whoever reports is one line": (
        "whoever reports is one sealed line; never a name, sex, unit or count",
        (f"{WEB}/test_musts.py::test_whoever_reports_is_one_sealed_line",),
    ),
    "5.4 never more than one primary": (
        "never more than one primary act",
        (
            f"{WEB}/test_offers.py::test_what_is_offered_is_taken_and_what_is_not_is_refused",
            f"{WEB}/test_musts.py::test_there_is_never_more_than_one_primary_act",
        ),
    ),
    "5.5 warnings must be ticked": (
        "warnings that do not block are ticked before the act goes",
        (
            f"{WEB}/test_cautions.py::test_limit_met_late_must_be_noted_before_the_act_goes",
            f"{WEB}/test_cautions.py::test_closing_a_lead_is_severe_and_goes_only_with_its_reason_and_the_factor",
            f"{WEB}/test_cautions.py::test_the_reason_of_a_severe_act_is_typed_on_the_stop_page_and_kept_as_a_draft",
        ),
    ),
    "5.9 batch and activity are never mixed": (
        "activity in a period and a batch followed over time must not be mixed",
        (
            "tests/web/test_figures_pages.py::test_batch_and_activity_of_a_period_are_never_mixed",
            "tests/web/test_figures_pages.py::test_batch_of_leads_is_followed_to_where_it_got",
        ),
    ),
    "5.12 tamper-evident, never tamper-proof": (
        "篡改可发现, never 不可篡改",
        (
            f"{REAL}::test_no_page_uses_a_word_that_the_house_does_not_use",
            f"{SHARED}/test_words.py::test_texts_keep_the_rules_of_writing",
        ),
    ),
    "5.12 nothing repairs or hides": (
        "a broken chain is a red box with whom to call; nothing on the page repairs or hides it",
        (f"{WEB}/test_verifying.py::test_nothing_on_the_pages_repairs_or_hides_a_break",),
    ),
    "6 officers never free text": (
        "an officer is chosen from those of the unit",
        (f"{WEB}/test_musts.py::test_officers_are_chosen_and_never_typed",),
    ),
    "8 forbidden words": (
        "words that buttons and pages never use",
        (
            f"{REAL}::test_no_button_says_what_it_does_not_do",
            "tests/law/test_words.py::test_labels_and_hints_use_one_word_for_one_thing",
            f"{REAL}::test_no_page_uses_a_word_that_the_house_does_not_use",
            f"{SHARED}/test_words.py::test_texts_keep_the_rules_of_writing",
        ),
    ),
    "9 no relative times": (
        "never 刚刚 or 昨天 where an instant matters for proof",
        (
            f"{REAL}::test_no_page_uses_a_word_that_the_house_does_not_use",
            f"{SHARED}/test_words.py::test_texts_keep_the_rules_of_writing",
        ),
    ),
    "9 names are never cut": (
        "names are never cut, never joined without 、",
        (f"{REAL}::test_long_and_rare_names_stand_whole", f"{REAL}::test_names_are_joined_by_a_mark"),
    ),
    "5.13 no memory of the visitor": (
        "no script, no cookie but the short session, no foreign resource",
        (
            f"{PORTAL}/test_reporting.py::test_session_ends_thirty_minutes_after_the_last_click",
            f"{PORTAL}/test_browser.py::test_every_page_is_sound_for_axe_narrow_and_spaced_in_both_languages",
        ),
    ),
    "5.13 the reporter decides": (
        "a telephone, an identity number, a mail address in the text stays, is moved or dropped as the reporter says",
        (f"{PORTAL}/test_reporting.py::test_traces_of_the_writer_are_his_to_decide",),
    ),
    "5.13 pressing submit twice": (
        "gives the same receipt; going back never loses an answer",
        (
            f"{PORTAL}/test_reporting.py::test_sent_twice_is_one_report_with_one_receipt",
            f"{PORTAL}/test_reporting.py::test_going_back_loses_nothing",
        ),
    ),
    "5.13 one answer in one time": (
        "wrong, expired and removed codes",
        (
            f"{PORTAL}/test_querying.py::test_wrong_expired_and_removed_codes_get_one_answer",
            f"{PORTAL}/test_querying.py::test_wrong_expired_and_removed_codes_take_one_time",
        ),
    ),
    "5.13 errors never repeat the input": (
        "an error says what to do, never what was typed",
        (f"{PORTAL}/test_reporting.py::test_errors_say_what_to_do_and_never_what_was_typed",),
    ),
    "5.13 overload": (
        "when to come back, and the telephone",
        (f"{PORTAL}/test_querying.py::test_overload_is_answered_with_a_time_and_the_other_way",),
    ),
}

CHECKS: dict[int, tuple[str, tuple[str, ...]]] = {
    1: (
        "axe on every route, four officers, both languages, every component",
        (
            f"{WEB}/test_every_page.py::test_axe_finds_nothing_serious_on_any_page_in_either_language",
            f"{SHARED}/test_browser.py::test_page_is_accessible_and_asks_nobody_else",
            f"{JOURNEYS}/test_keyboard_and_script.py::test_the_pages_of_the_work_are_accessible",
            f"{PORTAL}/test_browser.py::test_every_page_is_sound_for_axe_narrow_and_spaced_in_both_languages",
        ),
    ),
    2: (
        "keyboard journeys",
        (
            f"{JOURNEYS}/test_keyboard_and_script.py::test_an_act_is_proposed_and_approved_by_keyboard_alone",
            f"{JOURNEYS}/test_acceptance.py::test_a_register_is_walked_by_keyboard_and_back_to_the_same_row",
            f"{PORTAL}/test_browser.py::test_report_by_keyboard_without_script_reaches_the_desk_and_is_answered",
        ),
    ),
    3: (
        "contrast of every pair of tokens",
        (
            f"{SHARED}/test_tokens.py::test_text_is_readable_on_its_ground",
            f"{SHARED}/test_tokens.py::test_mark_that_carries_meaning_is_visible",
        ),
    ),
    4: (
        "targets, headings, captions, heads of tables",
        (
            f"{REAL}::test_every_page_says_in_which_language_it_is_and_has_one_title",
            f"{REAL}::test_every_table_has_a_caption_and_scoped_heads",
            f"{SHARED}/test_browser.py::test_targets_are_large_enough",
            f"{SHARED}/test_pages.py::test_page_has_one_title_and_skips_no_heading_level",
            f"{SHARED}/test_pages.py::test_table_has_caption_and_scoped_heads",
            f"{PORTAL}/test_browser.py::test_every_page_is_sound_for_axe_narrow_and_spaced_in_both_languages",
        ),
    ),
    5: (
        "400 % zoom and text spacing",
        (
            f"{JOURNEYS}/test_acceptance.py::test_nothing_is_cut_at_four_hundred_per_cent_and_wide_spacing",
            f"{PORTAL}/test_browser.py::test_every_page_is_sound_for_axe_narrow_and_spaced_in_both_languages",
        ),
    ),
    6: ("lamps without colour", (f"{SHARED}/test_browser.py::test_lamps_differ_without_colour",)),
    7: (
        "journeys without script",
        (
            f"{JOURNEYS}/test_keyboard_and_script.py::test_the_same_is_done_without_script",
            f"{JOURNEYS}/test_acceptance.py::test_a_register_is_walked_without_script",
            f"{PORTAL}/test_browser.py::test_report_by_keyboard_without_script_reaches_the_desk_and_is_answered",
        ),
    ),
    8: (
        "no request elsewhere, nothing inline",
        (
            f"{WEB}/test_every_page.py::test_axe_finds_nothing_serious_on_any_page_in_either_language",
            f"{SHARED}/test_pages.py::test_page_has_nothing_inline",
            f"{PORTAL}/test_browser.py::test_every_page_is_sound_for_axe_narrow_and_spaced_in_both_languages",
        ),
    ),
    9: (
        "nothing stays in the browser",
        (
            f"{JOURNEYS}/test_report_to_sanction.py::test_a_report_becomes_a_sanction_that_is_announced",
            f"{WEB}/test_browser.py::test_signing_in_and_out_needs_no_pointer",
            f"{PORTAL}/test_browser.py::test_every_page_is_sound_for_axe_narrow_and_spaced_in_both_languages",
        ),
    ),
    10: (
        "every number leads to as many records",
        (
            f"{REAL}::test_every_number_of_the_desk_and_of_figures_is_a_link",
            f"{WEB}/test_work.py::test_every_number_leads_to_as_many_matters",
            f"{WEB}/test_work.py::test_limits_of_the_whole_commission_stand_by_department_and_days",
            f"{WEB}/test_figures_pages.py::test_every_head_figure_and_code_opens_to_as_many_records",
            f"{WEB}/test_figures_pages.py::test_every_cell_of_the_heat_map_opens_to_as_many_matters",
            f"{WEB}/test_unit_page.py::test_every_number_opens_to_exactly_so_many_records",
            f"{WEB}/test_bulletins.py::test_every_number_of_a_bulletin_opens_its_source",
            f"{WEB}/test_exporting.py::test_sheet_has_as_many_lines_as_the_list",
            f"{JOURNEYS}/test_register_to_report.py::test_a_register_is_imported_worked_and_counted",
        ),
    ),
    11: (
        "byte-identical without reach",
        (
            f"{WEB}/test_no_trace.py::test_what_is_out_of_reach_leaves_no_trace_at_any_address",
            f"{WEB}/test_scope.py::test_matter_out_of_reach_leaves_no_trace",
            f"{WEB}/test_scope.py::test_block_and_label_hide_a_matter_from_those_who_would_reach_it",
        ),
    ),
    12: (
        "nothing offered that is refused, nothing refused that was offered",
        (
            f"{WEB}/test_offers.py::test_what_is_offered_is_taken_and_what_is_not_is_refused",
            f"{WEB}/test_hindered.py::test_opinions_are_merged_and_answered_when_everybody_has_spoken",
            f"{WEB}/test_hindered.py::test_a_round_ends_when_its_subjects_have",
            f"{WEB}/test_musts.py::test_there_is_never_more_than_one_primary_act",
            f"{WEB}/test_approving.py::test_a_correction_that_can_no_longer_be_made_is_only_returned",
        ),
    ),
    13: (
        "a deadline from its own lines",
        (
            f"{WEB}/test_popovers.py::test_every_limit_is_found_again_from_its_printed_lines",
            f"{WEB}/test_popovers.py::test_both_languages_print_the_same_days",
            f"{WEB}/test_popovers.py::test_the_page_of_a_matter_prints_these_lines",
            f"{WEB}/test_matter_page.py::test_a_deadline_is_checked_in_the_calendar_of_its_months",
        ),
    ),
    14: (
        "nothing typed in addresses, logs, titles, file names",
        (
            f"{JOURNEYS}/test_acceptance.py::test_nothing_typed_stands_in_addresses_titles_file_names_or_logs",
            f"{WEB}/test_register_habits.py::test_nothing_but_codes_and_days_stands_in_an_address",
        ),
    ),
    15: (
        "a draft outlives its session and opens for nobody else",
        (
            f"{WEB}/test_drafts.py::test_a_draft_survives_the_end_of_the_session",
            f"{WEB}/test_drafts.py::test_nobody_else_opens_a_draft",
        ),
    ),
    17: (
        "print to PDF",
        (
            f"{JOURNEYS}/test_acceptance.py::test_pages_print_whole",
            f"{PORTAL}/test_browser.py::test_every_page_is_sound_for_axe_narrow_and_spaced_in_both_languages",
        ),
    ),
    18: (
        "Chinese text, forbidden words, twins",
        (
            f"{SHARED}/test_words.py::test_texts_keep_the_rules_of_writing",
            f"{SHARED}/test_words.py::test_every_text_has_an_english_twin",
        ),
    ),
}
BUDGETS = (
    f"{SHARED}/test_pages.py::test_assets_are_light",
    f"{JOURNEYS}/test_acceptance.py::test_pages_keep_their_weight_and_their_statements",
    f"{PORTAL}/test_reporting.py::test_every_step_is_light_and_quick",
    f"{PORTAL}/test_browser.py::test_pages_are_light",
)

# Not held by a test here, and why; the list may only become shorter.
OPEN: dict[int | str, str] = {
    16: "`make looks APPROVED=…` takes every page in three widths and compares; approved pictures hold for one machine and stand in no test",
    "time": "the times of the table of weights are measured in benchmarks/ (pages at a thousand and a million matters), only those of the public site are held here",
}
