"""Solutions that were found once, kept from one build to the next, by problem: most edits leave all heights as they
were.

What cannot be read, or is none of this problem's choices, counts as not there.
"""

from __future__ import annotations

from pathlib import Path

from cvtex.build_record import digest_of
from cvtex.cache_files import CacheFiles
from cvtex.circumstances import program
from cvtex.fit.problem import Infeasible, Problem, Solution
from cvtex.value import Value


class SolutionCache(Value):
    folder: Path

    def fit(self, problem: Problem) -> Solution | Infeasible:
        """The best choice that fits, or why there is none. That there is none is found out each time."""
        files = CacheFiles(self.folder, "solutions")
        name = digest_of((program(), problem))[:32]
        known = files.read(name, Solution)
        if known is not None and _is_of(known, problem):
            return known
        solution = fit_anew(problem)
        if isinstance(solution, Solution) and solution.is_optimal:
            files.write(name, solution)
        return solution


def fit_anew(problem: Problem) -> Solution | Infeasible:
    from cvtex.fit.infeasible import fit

    return fit(problem)


def _is_of(solution: Solution, problem: Problem) -> bool:
    forms = {node.id: {"", *(choice.name for choice in node.choices)} for node in problem.walk()}
    return all(form in forms.get(id_, ()) for id_, form in solution.chosen.items())
