"""The class report: what a lesson's results tell an instructor, on one page (`grader relatorio`)."""
