"""The decision tables as an OpenFisca system: one input variable a fact, one computed variable a table."""

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from procedures.decision import SHOWN, Engine
from procedures.model import Table
from procedures.when import predicate

PERIOD = "2026-11"
PERSON = Entity("person", "persons", "Applicant", "The one who wants to come.")


class OpenFisca:
    """The law of one engine, decided by openfisca-core for many situations at once."""

    def __init__(self, engine: Engine) -> None:
        self.variables = engine.variables
        self.outcomes = {
            table.decides: list(dict.fromkeys(rule.then for rule in table.rules)) for table in engine.tables
        }
        self.system = TaxBenefitSystem([PERSON])
        for variable in self.variables:
            self.system.add_variable(_input(variable.name))
        for table in engine.tables:
            self.system.add_variable(self._computed(table))

    def decide(self, situations: list[dict[str, Any]]) -> list[dict[str, str]]:
        """The decided values of each situation (its known facts)."""
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        builder.declare_person_entity("person", [str(number) for number in range(len(situations))])
        simulation = builder.build(self.system)
        for variable in self.variables:
            codes = np.array([self._code(variable, known.get(variable.name)) for known in situations])
            simulation.set_input(variable.name, PERIOD, codes)
        decided = {name: simulation.calculate(name, PERIOD) for name in SHOWN}
        return [
            {name: self.outcomes[name][int(decided[name][number])] for name in SHOWN}
            for number in range(len(situations))
        ]

    @staticmethod
    def _code(variable: Any, value: Any) -> int:
        return 0 if value is None else variable.index_of(value)

    def _computed(self, table: Table) -> type[Variable]:
        outcomes = self.outcomes[table.decides]
        rows = [
            (
                [(name, self._fitting(name, spec)) for name, spec in rule.when.items()],
                outcomes.index(rule.then),
            )
            for rule in table.rules
        ]

        def formula(person: Any, period: Any) -> np.ndarray:
            size = person.count
            result = np.zeros(size, dtype=np.int32)
            done = np.zeros(size, dtype=bool)
            for conditions, outcome in rows:
                fits = ~done
                for name, table_of_fits in conditions:
                    fits = fits & table_of_fits[person(name, period)]
                result[fits] = outcome
                done |= fits
            return result

        return _variable(table.decides, formula)

    def _fitting(self, name: str, spec: Any) -> np.ndarray:
        values: Any = next((each.values for each in self.variables if each.name == name), None)
        return np.array([predicate(spec)(value) for value in values or self.outcomes[name]])


def _input(name: str) -> type[Variable]:
    return _variable(name, None)


def _variable(name: str, formula: Any) -> type[Variable]:
    members = {"value_type": int, "entity": PERSON, "definition_period": DateUnit.MONTH, "label": name}
    if formula is not None:
        members["formula"] = formula
    return type(name, (Variable,), members)
