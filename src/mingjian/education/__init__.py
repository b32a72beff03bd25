"""警示教育、通报、廉洁协议和制度库: education, notices, integrity agreements, the rule library."""
