"""Frame, components, words and drawings that every page shares."""
