"""What runs on the student's side of the trust border. It imports nothing else of the grader."""
