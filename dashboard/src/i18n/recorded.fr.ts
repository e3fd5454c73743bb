import type { recorded as english } from './recorded.en.ts'

/** Les mots des requêtes enregistrées comme échantillons. */
export const recorded: typeof english = {
  from: 'D’une requête enregistrée…',
  title: 'Reprendre une requête enregistrée',
  about:
    'Ce que les appelants ont envoyé et ce que les services ont répondu, sans identifiants. Tout est supprimé après 15 minutes.',
  all: 'Tous les points d’accès',
  takes: 'Reprendre',
  phase: { request: 'La requête', response: 'Les réponses des services' },
  start: 'Enregistrer les prochaines requêtes',
  again: 'Enregistrer 15 minutes de plus',
  stop: 'Arrêter l’enregistrement',
  forget: 'Supprimer les requêtes',
  until: 'Enregistrement jusqu’à {{ time }}',
  off: 'Pas d’enregistrement',
  list: 'Requêtes enregistrées',
  choose: 'Choisissez un point d’accès pour enregistrer ses prochaines requêtes.',
  draft: 'Publiez d’abord le point d’accès : personne ne peut encore l’appeler.',
  none: 'Rien d’enregistré pour l’instant',
  noneAll:
    'Les corps ne sont gardés qu’à votre demande : choisissez un point d’accès et enregistrez ses prochaines requêtes.',
  noneOff:
    'Les corps ne sont gardés qu’à votre demande. Enregistrez pendant 15 minutes, appelez le point d’accès et reprenez la requête ici.',
  noneOn:
    'Appelez le point d’accès maintenant : les requêtes apparaissent ici dès la réponse, les 10 dernières au plus.',
  notKept:
    'Le corps de cette requête n’a pas été gardé : trop grand, pas du texte, ou transmis en flux.',
  taken: 'Repris, avec son contexte.',
}
