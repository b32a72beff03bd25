"""A simulated city: invented units, officers and a year of work, every matter of it done act by act."""
