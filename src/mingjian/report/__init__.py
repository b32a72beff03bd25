"""Official texts: an edition filled with figures, as text, .docx, .pdf and .xlsx, each number traceable."""
