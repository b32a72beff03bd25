"""巡察: plan and coverage, rounds, subjects with their team, report, feedback and rectification."""
