import { durationText } from '../lib/duration.ts'
import type { builderCache as en } from './builder-cache.en.ts'

const count = (value: number) => value.toLocaleString('fr')

export const builderCache: typeof en = {
  enable: 'Mémoriser les réponses',
  off: 'Désactivé : chaque requête va aux services derrière ce point d’accès.',
  on: 'La même requête reçoit de nouveau la réponse mémorisée, sans appel à un service.',
  tier: 'Où',
  tiers: { memory: 'Mémoire', kv: 'KV', database: 'Base' },
  reach: {
    memory: 'Cet isolat seulement : chaque isolat interroge le service lui-même.',
    kv: 'Tous les sites, ailleurs jusqu’à 60 s plus tard. Chaque réponse est écrite au plus une fois par seconde.',
    database: 'Tous les sites aussitôt, exactement. Plus lent : une lecture va à la base.',
  },
  price: {
    memory: 'Gratuit',
    kv: '5 $ le million d’écritures, 0,50 $ le million de lectures',
    database: '1 $ le million de lignes écrites',
  },
  includes:
    'KV et Base cherchent d’abord en mémoire et y gardent ce qu’elles trouvent. Elles sont écrites quand une réponse est redemandée et dure encore 60 s.',
  unavailable: 'Pas dans cette version',
  ttl: 'Durée de vie',
  ttlHint: 'Combien de temps une réponse est fraîche.',
  swr: 'Périmée pendant le renouvellement',
  swrHint: 'Ensuite, ce temps : donnée aussitôt, renouvelée derrière.',
  sie: 'Périmée en cas d’erreur',
  sieHint: 'Ce temps après sa péremption : remplace un service qui échoue.',
  negative: 'Mémoriser 404 et 410',
  negativeHint: '0 s : seulement si la réponse dit combien de temps.',
  mode: 'Qui décide de la durée',
  modes: { default: 'La réponse', override: 'Toujours la durée de vie' },
  modeHints: {
    default: 'Le Cache-Control de la réponse ; à défaut, la durée de vie.',
    override:
      'La réponse n’est pas consultée sur la durée. Ce qui ne doit pas être gardé (no-store, private) ne l’est jamais.',
  },
  partition: 'Réponses partagées par',
  partitions: { auto: 'Automatique', consumer: 'Chacun pour soi', shared: 'Tous les appelants' },
  partitionHints: {
    auto: 'Tous partagent, car aucun identifiant n’est demandé ici.',
    autoAuthenticated: 'Chaque appelant a les siennes, car les appelants s’authentifient ici.',
    consumer: 'Chaque appelant a les siennes.',
    consumerOpen: 'Chaque appelant a les siennes, mais personne ne dit ici qui il est.',
    shared: 'Un appelant reçoit ce qu’un autre a demandé.',
  },
  sharedTitle: 'Les appelants reçoivent les réponses les uns des autres',
  sharedText:
    'Ce point d’accès authentifie ses appelants. Ne partagez que ce qui est pareil pour tous : une réponse faite pour un appelant est donnée au suivant.',
  openTitle: 'Rien n’est mémorisé',
  openText:
    'Aucun identifiant n’est demandé ici : nul ne sait à qui est la réponse. Demandez-en un, ou laissez tous les appelants partager.',
  more: 'Clé, en-têtes et Cache-Control des appelants',
  key: 'Clé',
  keyHint:
    'Texte qui distingue les réponses, outre la méthode, le chemin et les paramètres, tel que request.headers.`accept-language`.',
  keyHeaders: 'En-têtes qui distinguent les réponses',
  keyHeadersHint:
    'Les services reçoivent ces en-têtes d’une requête, et aucun autre : ce qu’ils lisent doit distinguer les réponses. Ceux que lisent des expressions comptent d’eux-mêmes.',
  passHeaders: 'En-têtes transmis en plus',
  passHeadersHint:
    'Pour les services qui nomment dans Vary chaque en-tête qu’ils lisent : ceux-ci ne distinguent qu’alors. * les désigne tous.',
  directives: 'Cache-Control des appelants',
  directivesOf: { ignore: 'Ignorer', honour: 'Suivre' },
  directiveHints: {
    ignore: 'Un appelant ne peut pas contourner le cache.',
    honour:
      'no-cache, no-store, max-age et d’autres sont suivis : un appelant peut faire travailler le service (RFC 9111, 5.2.1).',
  },
  tags: 'Étiquettes',
  tagsHint:
    'Pour oublier. Paramètres du chemin entre accolades ; la même étiquette peut servir à d’autres points d’accès.',
  rules: 'Oublier après des écritures',
  rulesText:
    'Une écriture réussie fait oublier ce qu’elle a rendu faux, partout en 5 s. Une écriture au même chemin le fait d’elle-même.',
  addRule: 'Ajouter une écriture',
  fullRules: '50 au plus.',
  after: 'Après une réussite de',
  afterHint: 'Méthode et chemin d’un point d’accès qui écrit, tel que POST /orders/{id}.',
  notLive: 'Aucun point d’accès en ligne ne répond à {{ write }} : rien n’est oublié d’ici là.',
  forget: 'Étiquettes à oublier',
  forgetHint:
    'Les paramètres entre accolades sont ceux de l’écriture. Vide : ce que ce point d’accès a mémorisé pour les mêmes paramètres.',
  ofSameParameters: 'les réponses de même {{ parameters }}',
  everything: 'toutes les réponses',
  samePath: 'le même chemin',
  newRule: 'Une écriture',
  ages: {
    title: 'Quel âge peut avoir une réponse',
    none: 'Écrivez des durées lisibles pour voir quel âge peut avoir une réponse.',
    scale: 'Pas à l’échelle',
    chart: 'Âges d’une réponse.',
    legend: {
      fresh: 'Fraîche',
      renewed: 'Périmée, renouvelée derrière',
      onError: 'Périmée, en cas d’erreur',
    },
    join: ' ; ',
    fresh: 'Un appelant peut voir une réponse jusqu’à {{ age }} après qu’elle est venue du service',
    freshDefault:
      'Un appelant peut voir une réponse âgée de {{ age }} au plus, sauf si son propre Cache-Control dit autre chose',
    renewed: 'pendant {{ more }} de plus tandis qu’elle est renouvelée derrière',
    onError: 'pendant {{ more }} après sa péremption quand le service échoue',
    own: 'La réponse peut dire elle-même d’autres durées de péremption ; must-revalidate et no-cache interdisent les deux.',
    purged: 'Après une purge : aussitôt ici, partout en 5 s.',
    hidden:
      'Périmée en cas d’erreur finit avant périmée pendant le renouvellement : cela ne change rien.',
    negative: 'Un 404 ou 410 est mémorisé pendant {{ age }}.',
    honour: 'Un appelant peut demander une réponse plus fraîche, ou en accepter une plus vieille.',
    memory:
      'Chaque isolat mémorise pour lui-même : deux appelants peuvent voir des réponses d’âges différents.',
    kv: 'Un site sans réponse prend celle qu’un autre a gardée, jusqu’à 60 s plus tard ; d’ici là il interroge le service.',
    database: 'Un site sans réponse prend aussitôt celle qu’un autre a gardée.',
  },
  cost: {
    title: 'Ce que cela peut coûter',
    note: 'Prix publics de Cloudflare, au-delà de ce qu’un forfait inclut',
    answers: 'Réponses différentes',
    answersHint: 'Combien sont demandées sans cesse.',
    writes: ({ age, each, total, price }) =>
      `Demandée sans cesse, une réponse est réécrite toutes les ${age} : ${count(each)} écritures par mois. En tout ${count(total)} écritures, environ ${price} par mois.`,
    notWritten: 'Rien n’est écrit : une réponse qui dure moins de 60 s reste en mémoire.',
    reads: {
      kv: 'Les lectures s’ajoutent, 0,50 $ le million : une quand un isolat n’a pas la réponse en mémoire.',
      database: 'Les lectures s’ajoutent, 0,001 $ le million de lignes.',
    },
  },
  writes: {
    title: 'Les écritures ne sont pas mémorisées',
    text: 'Seules les réponses à GET le sont : toute autre requête va aux services derrière ce point d’accès.',
    forgets: 'Ce que cette écriture fait oublier',
    note: 'Quand elle réussit, partout en 5 s',
    none: 'Rien encore. Nommez cette écriture dans la section Cache des points d’accès dont elle change les réponses.',
    most: 'Seuls les {{ count }} points d’accès les plus récents ont été examinés.',
  },
  trace: {
    hit: ({ tier, seconds }) =>
      `Une réponse était là : ${tier}, âge ${durationText('fr', seconds)}.`,
    stale: ({ tier, seconds, why }) =>
      `Une réponse périmée : ${tier}, âge ${durationText('fr', seconds)}. ${why}`,
    stored: ({ seconds }) => `Mémorisée, fraîche pendant ${durationText('fr', seconds)}.`,
    confirmed: ({ seconds }) =>
      `Le service dit que la réponse mémorisée tient toujours : fraîche pendant ${durationText('fr', seconds)}.`,
    notStored: 'Non mémorisée. {{ why }}',
    bypass: 'Hors du cache. {{ why }}',
    standsIn: 'Elle remplace : le service a répondu {{ status }}.',
    why: {
      'uri-miss': 'Aucune réponse n’était là.',
      'vary-miss': 'Aucune réponse n’était là pour ces en-têtes de requête (Vary).',
      stale:
        'La réponse qui était là est trop vieille pour être donnée : le service est interrogé.',
      request: 'L’appelant demande une nouvelle réponse (Cache-Control).',
      collapsed: 'Une autre requête demandait la même chose : sa réponse.',
      'stale-while-revalidate': 'Elle est renouvelée derrière celle-ci.',
      'max-stale': 'L’appelant accepte des réponses périmées (max-stale).',
      anonymous: 'Chaque appelant a ses réponses, et on ne sait pas qui appelle.',
      'no-store': 'Cache-Control dit no-store.',
      'purges-unknown': 'Ce qui a été purgé ne peut pas être su en ce moment.',
      body: 'La requête a un corps.',
      precondition: 'La requête a une condition que seul le service peut vérifier.',
      range: 'L’appelant demande une partie, et le tout n’est pas là.',
      partial: 'La réponse n’est pas entière.',
      private: 'Cache-Control dit private.',
      credentials:
        'Le service a reçu un identifiant, et la réponse ne dit pas que d’autres peuvent l’avoir (public).',
      vary: 'La réponse dépend de plus que ce qui se distingue (Vary: *).',
      stream: 'La réponse est un flux d’événements.',
      'set-cookie': 'La réponse pose un cookie.',
      'not-fresh': 'La réponse ne peut pas servir une seconde fois.',
      'too-large': 'La réponse est trop grande.',
    },
  },
  use: {
    title: 'Ce que fait le cache',
    notPublished:
      'Publiez le point d’accès pour voir combien de fois le cache répond, et pour le purger.',
    period: 'Période',
    periods: { today: 'Aujourd’hui (UTC)', week: '7 jours' },
    ratio: '{{ percent }} des {{ requests }} requêtes ont reçu leur réponse du cache.',
    verdicts: { hit: 'Trouvée', stale: 'Périmée', miss: 'Absente', bypass: 'Contourné' },
    none: 'Aucune requête pendant ce temps. Appelez deux fois : la seconde réponse porte Cache-Status: Ecluse; hit. Les comptes apparaissent ici après quelques secondes.',
  },
  purge: {
    open: 'Purger…',
    title: 'Purger des réponses',
    scope: 'Quoi oublier',
    scopes: { all: 'Tout', tags: 'Étiquettes', path: 'Un chemin' },
    labels: { tags: 'Étiquettes à oublier', path: 'Chemin à oublier' },
    hints: {
      tags: 'Remplies, telles que orders:42. Plusieurs sont séparées par des espaces.',
      path: 'Tel que les appelants l’écrivent sous le chemin de base, sans les paramètres.',
    },
    about: {
      all: 'Tout ce que ce point d’accès a mémorisé est oublié : aussitôt ici, partout en 5 s.',
      tags: 'Les réponses avec une de ces étiquettes sont oubliées, celles d’autres points d’accès aussi : aussitôt ici, partout en 5 s.',
      path: 'Ce qui est mémorisé de ce chemin est oublié, avec tous les paramètres : aussitôt ici, partout en 5 s.',
    },
    final: 'C’est irréversible : les services sont interrogés de nouveau.',
    doneAll:
      'Purgé : tout ce que ce point d’accès avait mémorisé. Aucun site ne le donne après {{ seconds }} s.',
    done: 'Purgé : {{ what }}. Aucun site ne le donne après {{ seconds }} s.',
  },
  links: {
    title: 'Oublié après',
    none: 'Le temps, et les écritures au même chemin. Ajoutez les autres écritures qui changent ce que ce point d’accès répond.',
    diagram: 'Écritures et ce qu’elles font oublier.',
    list: 'En liste',
    item: '{{ write }} fait oublier {{ tags }}',
  },
}
