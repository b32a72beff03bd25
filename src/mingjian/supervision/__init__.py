"""政治监督、日常监督和作风监督: directives, checks, visits, style, talks, opinions, reports."""
