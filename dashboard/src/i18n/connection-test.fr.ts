import type { connectionTest as english } from './connection-test.en.ts'

/** Mots du test de connexion d’une intégration. */
export const connectionTest: typeof english = {
  open: 'Tester la connexion',
  title: 'Tester la connexion : {{ id }}',
  text: 'Appelle cette intégration seule, une fois, telle qu’elle est écrite ici : ni nouvelle tentative, ni disjoncteur, ni cache, ni repli. Aucun appelant ne le voit.',
  request: 'Avec la requête du panneau de test',
  results: 'Résultats des intégrations qu’elle lit',
  resultsHint: 'En JSON, par identifiant : {{ example }}',
  notJson: 'Écrivez du JSON, un objet par identifiants',
  run: 'Appeler',
  running: 'Appel en cours…',
  again: 'Appeler encore',
  editorsOnly: 'Les éditeurs testent les connexions.',
  refusedCredentials: 'Le service a refusé les identifiants : voyez l’authentification.',
  firstByte: 'Premier octet',
  total: 'Total',
  size: 'Corps',
  headers: 'En-têtes',
  body: 'Début du corps',
  emptyBody: 'Le corps est vide.',
  binary: 'Le corps n’est pas du texte : {{ size }} ont été lus.',
  cut: 'Seul le début est montré.',
  invalid: 'Elle ne peut pas être appelée telle qu’elle est écrite',
  faults: {
    dns: 'Le nom ne se résout pas : voyez l’hôte dans l’URL.',
    refused: 'Personne n’écoute à cette adresse : voyez l’hôte et le port.',
    tls: 'TLS a échoué : voyez le certificat du service.',
    timeout: 'Pas de réponse, ou pas sa fin, dans le délai.',
    unreachable:
      'Pas de connexion : le nom ne se résout peut-être pas, personne n’écoute, ou TLS a échoué. L’environnement d’exécution ne dit pas lequel.',
    'forbidden-address':
      'Cette adresse ne peut pas être appelée : seuls les hôtes publics le peuvent.',
    authentication:
      'La passerelle n’a pas pu s’authentifier : un secret ne peut être lu ou envoyé là, ou l’émetteur a refusé.',
    answer: 'La réponse n’est pas attendue, ou ne peut pas servir.',
    request: 'L’appel n’a pas pu être fait avec cette requête.',
  },
}
