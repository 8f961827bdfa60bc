from apps.decisions.models.assessment import ValueAssessment, WeighingBasis
from apps.decisions.models.decision import Decision, DecisionElement, Meeting

__all__ = ["Decision", "DecisionElement", "Meeting", "ValueAssessment", "WeighingBasis"]
