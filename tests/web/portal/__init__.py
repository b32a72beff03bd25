"""The public reporting site."""
