/** Words of what a check says of a rule. */
export const ruleFindings = {
  label: 'What the last check says of this rule',
  cases: '{{ passed }} of {{ count }} cases pass',
  steps: '{{ reached }} of {{ steps }} steps run',
  conditions: '{{ both }} of {{ conditions }} conditions seen both ways',
  notRun: 'Not run, because those before took all the work of a check: {{ count }}',
  missed: 'No case runs step {{ step }}',
  neverTrue: 'In no case is the condition of step {{ step }} true',
  neverFalse: 'In no case is the condition of step {{ step }} false',
  place: 'Step {{ step }}, {{ field }}',
}
