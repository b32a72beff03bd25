"""Settings, for those who administer: units, officers, powers by request and approval, lawbook overlay, calendars."""
