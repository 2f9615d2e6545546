"""The learning platform: submissions into the class folder, feedback and grades back to Moodle, the sheet of our own (table)."""
