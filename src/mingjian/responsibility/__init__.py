"""责任体系: meetings and tasks, lists and letters of responsibility, accountability, tolerance."""
