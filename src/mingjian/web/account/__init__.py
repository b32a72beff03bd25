"""One's own account: second factor, sessions, step-up, notices, calendar feed."""
