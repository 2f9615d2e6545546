"""nbgrader's late-penalty plugin with the class's own rule, so that stock `nbgrader autograde` takes what `grader corrigir` takes.

`nbgrader_config.py` (`filing.py`) names this class; `lateness.py` puts the times that nbgrader counts from into its tables.
"""

from __future__ import annotations

from pathlib import Path

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Unicode

from grader import deadline_file


class ClassRule(LateSubmissionPlugin):  # type: ignore[misc]
    """The rule of `prazos.toml`; without such a file, no penalty."""

    folder = Unicode(".", help="a pasta da turma, que guarda prazos.toml").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """The points that are taken; None for none, as nbgrader has it. Raises UsageError for a file that cannot be understood."""
        found = deadline_file.load(Path(self.folder))
        return None if found is None else found.rule.penalty(score, total_seconds_late) or None
