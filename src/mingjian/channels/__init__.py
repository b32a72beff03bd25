"""How things arrive and leave: registers kept in spreadsheets, in and out."""
