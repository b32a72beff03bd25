"""The style sheet gallery: every component and page with invented data, for development only."""
