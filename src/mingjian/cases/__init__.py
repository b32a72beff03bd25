"""立案审查调查、审理、处分、执行、申诉: cases, measures, execution of decisions, appeals."""
