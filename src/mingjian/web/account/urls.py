"""Addresses of signing in with a second factor, and of one's own account."""

from django.urls import path

from mingjian.web.account import feed, helping, noticing, own, second_step

urlpatterns = [
    path("sign-in/second/", second_step.second_step, name="second_step"),
    path("sign-in/enrol/", second_step.first_enrolment, name="first_enrolment"),
    path("sign-in/on/", second_step.sign_in_on, name="sign_in_on"),
    path("sign-in/here/", second_step.sign_in_here, name="sign_in_here"),
    path("account/", own.account, name="account"),
    path("account/factor/", own.change_factor, name="factor"),
    path("account/codes/", own.recovery_codes, name="recovery_codes"),
    path("account/on/", own.account_on, name="account_on"),
    path("account/sessions/end/", own.end_sessions, name="end_sessions"),
    path("reminders/", noticing.reminders, name="reminders"),
    path("reminders/seen/", noticing.reminders_seen, name="reminders_seen"),
    path("reminders/how/", noticing.reminding, name="reminding"),
    path("calendar/change/", feed.change, name="calendar_change"),
    path("calendar/<str:secret>.ics", feed.calendar, name="calendar"),
    path("help/", helping.help_page, name="help"),
]
