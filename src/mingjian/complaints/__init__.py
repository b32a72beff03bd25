"""信访举报: intake, acceptance, routing, notice, feedback; clarification; false accusation."""
