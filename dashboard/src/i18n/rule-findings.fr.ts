import type { ruleFindings as english } from './rule-findings.en.ts'

export const ruleFindings: typeof english = {
  label: 'Ce que le dernier contrôle dit de cette règle',
  cases: '{{ passed }} cas sur {{ count }} réussis',
  steps: '{{ reached }} étapes sur {{ steps }} exécutées',
  conditions: '{{ both }} conditions sur {{ conditions }} vues dans les deux sens',
  notRun: 'Non exécutés, car les précédents ont pris tout le travail d’un contrôle : {{ count }}',
  missed: 'Aucun cas n’exécute l’étape {{ step }}',
  neverTrue: 'La condition de l’étape {{ step }} n’est vraie dans aucun cas',
  neverFalse: 'La condition de l’étape {{ step }} n’est fausse dans aucun cas',
  place: 'Étape {{ step }}, {{ field }}',
}
