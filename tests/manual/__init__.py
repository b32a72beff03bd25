"""The walk of the manual: newcomers of the invented city do their first matter through the pages, and pictures are taken."""
