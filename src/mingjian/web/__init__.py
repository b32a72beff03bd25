"""The pages: what officers and the public see, drawn by the server from plain view models."""
