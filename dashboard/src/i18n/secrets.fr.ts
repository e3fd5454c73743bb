/** Secrets : leur carte dans les paramètres, et le champ qui en nomme un. */
export const secrets = {
  note: 'Valeurs que les configurations nomment et que personne ne relit',
  add: 'Ajouter un secret',
  nameHint:
    'Ce que les configurations écrivent, par exemple partner-hmac. Lettres, chiffres, - et _.',
  value: 'Valeur',
  valueHint: 'Conservée exactement comme saisie. Elle ne peut plus être lue, seulement remplacée.',
  origins: 'Origines autorisées',
  originsHint:
    'Une par ligne, par exemple https://api.example.com. La valeur n’est envoyée nulle part ailleurs ; vide : elle ne sort jamais. Pour les changer, ressaisissez la valeur.',
  originsUnset:
    'Défini avant que les secrets aient des origines : il continue d’aller où il allait. Nommez ses origines, une par ligne, avant de l’envoyer ailleurs.',
  originsLegacy: 'Aucune origine nommée pour l’instant',
  staysHere: 'Envoyé nulle part',
  showValue: 'Afficher la valeur',
  hideValue: 'Masquer la valeur',
  set: 'Défini',
  unreadable: 'Illisible',
  replace: 'Remplacer',
  replaceValue: 'Remplacer la valeur',
  replaceText:
    'Les points d’accès qui nomment {{ name }} utilisent la nouvelle valeur sous 5 secondes.',
  saved: 'Le secret {{ name }} est défini.',
  setBy: 'Défini par',
  usedBy: 'Utilisé par',
  unused: 'Rien',
  moreUses: 'et {{ count }} de plus',
  delete: 'Supprimer le secret',
  deleteText:
    'Aucun brouillon ni version en ligne ne le nomme. Sa valeur est perdue définitivement.',
  deleted: 'Le secret {{ name }} a été supprimé.',
  inUse: '{{ name }} est utilisé',
  inUseText:
    'Le brouillon ou la version en ligne de ces points d’accès le nomme. Nommez-y un autre secret et publiez, puis supprimez celui-ci.',
  empty: 'Aucun secret pour l’instant',
  emptyText:
    'Conservez ici une seule fois les mots de passe, jetons et clés des services que vous appelez, le secret HMAC des JWT ou le secret client d’OAuth : les points d’accès les nomment, chacun ne va qu’aux origines que vous autorisez, et ni réponse, ni journal, ni export ne le montre.',
  adminOnly: 'Les administrateurs et propriétaires définissent et suppriment les secrets.',
  manage: 'Secrets dans les paramètres',
}
