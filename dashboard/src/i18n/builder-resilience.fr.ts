import type { builderResilience as english } from './builder-resilience.en.ts'

const times = (count: number) => (count === 1 ? '1 tentative' : `${count} tentatives`)

/** Mots de ce qui tient une intégration dans ses limites : ses parties, leurs résumés, son disjoncteur en direct. */
export const builderResilience: typeof english = {
  title: 'Résilience',
  text: 'Ce qui se passe quand le service échoue, se bloque ou est lent.',
  parts: {
    deadline: 'Délai total',
    retry: 'Nouvelles tentatives',
    hedging: 'Requêtes doublées',
    failures: 'Statuts d’échec',
    breaker: 'Disjoncteur',
    bulkhead: 'Cloison',
    fallback: 'Repli',
  },
  off: {
    deadline: 'désactivé : aussi longtemps que durent toutes les tentatives',
    retry: 'désactivé : chaque appel est fait une fois',
    hedging: 'désactivé : rien n’est envoyé deux fois à la fois',
    breaker: 'désactivé : un service en panne continue d’être appelé',
    bulkhead: 'désactivée : autant d’appels à la fois que voulu',
    fallback: 'désactivé : les appelants voient l’échec',
  },
  deadline: ({ time }) => `abandonné après ${time} en tout`,
  retry: ({ count, delays, jitter }) =>
    `${times(count)}, ${delays}${jitter ? ', gigue complète' : ''}`,
  delays: {
    one: '{{ from }} entre elles',
    growing: '{{ from }} à {{ to }}',
  },
  hedging: 'une deuxième requête après {{ time }}',
  failures: ({ statuses }) =>
    statuses === '' ? 'aucun : seulement les échecs de la connexion' : statuses,
  breaker: {
    calls: 's’ouvre à {{ rate }} de {{ size }} appels, pour {{ wait }}',
    seconds: 's’ouvre à {{ rate }} des appels de {{ size }}, pour {{ wait }}',
  },
  bulkhead: ({ count, wait }) =>
    `${count.toLocaleString('fr')} ${count === 1 ? 'appel' : 'appels'} à la fois, ${wait === undefined ? 'sans attente' : `les autres attendent jusqu’à ${wait}`}`,
  nextStep: ', puis ',
  steps: {
    cache: 'dernière bonne réponse',
    'alternative-service': 'intégration {{ id }}',
    'default-response': '{{ status }} fixe',
  },
  worst: {
    title: 'Au pire',
    sum: ({ count, each, wait, backoff, total }) => {
      const one = wait === undefined ? each : `(${each} + ${wait} pour une place)`
      if (count === 1) return wait === undefined ? `1 tentative de ${each}.` : `${one} = ${total}.`
      return `${times(count)} × ${one}${backoff === undefined ? '' : ` + ${backoff} d’attente`} = ${total}.`
    },
    capped: 'Le délai total vient d’abord : abandonné après {{ deadline }}.',
    retryAfter: 'Un Retry-After du service peut déplacer les attentes, jamais la fin.',
    chart: 'Le plus long que peut durer un appel.',
    legend: {
      attempt: 'Tentative',
      wait: 'Attend une place',
      delay: 'Attente',
      cut: 'Après le délai total',
    },
  },
  fallback: {
    text: 'Essayés dans cet ordre quand aucune tentative n’a eu de réponse. Le premier qui en a une la donne.',
    full: '5 au plus.',
    passedOver: 'Ce statut est parmi les statuts d’échec : l’étape est sautée.',
    short: 'Écrit sous la forme courte, une seule stratégie.',
    convert: 'Transformer en liste',
    step: 'Étape {{ number }} : {{ name }}',
    none: 'Il n’y a pas encore d’autre intégration : ajoutez-en une à ce point d’accès.',
    choose: 'Choisir…',
    gone: '{{ id }} (pas dans ce point d’accès)',
    about: {
      'alternative-service': 'Elle n’est alors appelée qu’en remplacement.',
    },
    moved: '{{ name }} est maintenant l’étape {{ number }}.',
  },
  live: {
    title: 'En direct',
    about: 'Le disjoncteur de la version publiée, commun à tous les isolats',
    notPublished: 'Publiez le point d’accès pour voir l’état de son disjoncteur.',
    states: {
      closed: 'Fermé',
      open: 'Ouvert',
      'half-open': 'Entrouvert',
      'forced-open': 'Ouvert de force',
      disabled: 'Fermé de force',
    },
    what: {
      closed: 'Les appels passent et sont comptés.',
      open: 'Personne n’appelle le service.',
      'half-open': 'Un appel sonde le service.',
      'forced-open': 'Personne n’appelle le service jusqu’à nouvel ordre.',
      disabled: 'Tous appellent le service et rien n’est compté, jusqu’à nouvel ordre.',
    },
    probe: ({ seconds }) =>
      seconds > 0 ? `Une sonde pourra partir dans ${seconds} s.` : 'Le prochain appel sonde.',
    lease: ({ seconds }) =>
      seconds > 0 ? `Il reste ${seconds} s à la sonde.` : 'Le prochain appel sonde.',
    by: 'Réglé par {{ name }}',
    failureRate: 'Échecs',
    slowRate: 'Appels lents',
    calls: 'Appels dans la fenêtre',
    tooFew: ({ count, least }) => `${count} sur ${least} nécessaires`,
    of: '{{ rate }} ({{ count }})',
    failed: 'L’état n’a pas pu être chargé',
    actions: {
      'forced-open': 'Ouvrir de force',
      disabled: 'Fermer de force',
      'half-open': 'Sonder maintenant',
      closed: 'Fermer maintenant',
      reset: 'Remettre à zéro',
      automatic: 'Revenir en automatique',
    },
    confirm: {
      'forced-open':
        'Plus personne n’appelle {{ id }} : les appelants reçoivent 503 ou le repli, jusqu’à nouvel ordre.',
      disabled:
        'Tous appellent {{ id }} désormais, quel que soit le nombre d’échecs, jusqu’à nouvel ordre.',
      'half-open': 'Le prochain appel sonde {{ id }} : s’il est bon, le disjoncteur se ferme.',
      closed:
        'Les appels à {{ id }} passent désormais. Il compte à nouveau et s’ouvre de lui-même.',
    },
    done: 'Le disjoncteur de {{ id }} : {{ state }}.',
    editorsOnly: 'Les éditeurs le règlent à la main.',
    events: 'Changements',
    noEvents: 'Il n’a jamais changé.',
    change: '{{ from }} → {{ to }}',
    causes: {
      start: 'créé',
      'failure-rate': '{{ failed }} sur {{ calls }} ont échoué',
      'slow-call-rate': '{{ slow }} sur {{ calls }} étaient lents',
      'wait-over': 'l’attente était finie',
      probe: 'ce que la sonde a trouvé',
      operator: 'par {{ by }}',
    },
    audit: 'Dans le journal d’audit',
    badge: ({ count }) => (count === 1 ? 'Disjoncteur ouvert' : `${count} disjoncteurs ouverts`),
  },
  secret: {
    missing: 'Il n’y a pas encore de secret {{ name }}.',
    unbound: '{{ name }} ne peut pas encore être envoyé à {{ origins }}.',
    set: 'Définir le secret',
    bind: 'Définir avec cette origine',
    askAdmin: 'Un administrateur peut le définir.',
  },
  fieldOptions: {
    connection: 'Connexion',
    timeout: 'Délai dépassé',
    'invalid-response': 'Réponse inutilisable',
    linear: 'Linéaire',
    exponential: 'Exponentielle',
    fixed: 'Fixe',
    'count-based': 'Appels',
    'time-based': 'Secondes',
  },
}

/** Libellés et aides des champs de résilience, par le titre anglais de leur schéma. */
export const resilienceFields = {
  titles: {
    'Total deadline': 'Délai total',
    Attempts: 'Tentatives',
    'Back-off': 'Attente entre les tentatives',
    'Base delay': 'Attente de base',
    'Longest delay': 'Attente la plus longue',
    'Full jitter': 'Gigue complète',
    'Retried statuses': 'Statuts retentés',
    'Retried failures': 'Échecs retentés',
    'Second request after': 'Deuxième requête après',
    Failures: 'Échecs',
    'Sliding window': 'Fenêtre glissante',
    'Size of the window': 'Taille de la fenêtre',
    'Fewest calls': 'Nombre minimal d’appels',
    'Failure rate that opens': 'Taux d’échec qui ouvre',
    'Rate of slow calls that opens': 'Taux d’appels lents qui ouvre',
    'A call is slow from': 'Un appel est lent à partir de',
    'Open for': 'Ouvert pendant',
    'Calls at once': 'Appels à la fois',
    'Wait for a free place': 'Attente d’une place libre',
    'Last good answer': 'Dernière bonne réponse',
    'Oldest answer': 'Réponse la plus ancienne',
    'Another integration': 'Une autre intégration',
    Integration: 'Intégration',
    'Fixed answer': 'Réponse fixe',
  },
  hints: {
    'Total deadline': 'Vide : aussi longtemps que durent toutes les tentatives',
    Attempts: 'Premier appel compris',
    'Full jitter': 'Les attentes sont tirées entre 0 et ce que dit la progression',
    'Second request after': 'GET et HEAD seulement ; la première réponse compte',
    Failures: 'Statuts qui comptent comme échecs : pour le disjoncteur et le repli',
    'Size of the window': 'Appels, ou secondes (300 au plus)',
    'Fewest calls': 'Il ne s’ouvre pas avec moins',
    'Open for': 'Ensuite un appel sonde le service',
    'Calls at once': 'D’un isolat, jusqu’aux en-têtes de la réponse',
    Integration: 'Son identifiant ; elle n’est alors appelée qu’en remplacement',
  },
}
