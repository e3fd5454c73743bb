import type { builderRateLimit as en } from './builder-rate-limit.en.ts'

/** A time to wait or to last, in the largest unit that still says something. */
function span(seconds: number): string {
  const round = (value: number) => Math.round(value).toLocaleString('fr')
  if (seconds < 1) return `${(Math.round(seconds * 10) / 10).toLocaleString('fr')} s`
  if (seconds < 120) return `${round(seconds)} s`
  if (seconds < 7_200) return `${round(seconds / 60)} min`
  return seconds < 172_800 ? `${round(seconds / 3_600)} h` : `${round(seconds / 86_400)} jours`
}

const number = (count: number) => count.toLocaleString('fr')
const requests = (count: number) => `${number(count)} ${count < 2 ? 'requête' : 'requêtes'}`
const admitted = (count: number) => `${number(count)} ${count < 2 ? 'admise' : 'admises'}`

export const builderRateLimit: typeof en = {
  enable: 'Limiter les requêtes',
  off: 'Désactivé : chacun peut appeler aussi souvent qu’il veut. Commencez par Signaler seulement pour voir qui une limite refuserait.',
  on: 'Une requête est admise quand toutes les limites et tous les quotas ci-dessous l’admettent.',
  strategies: {
    'fixed-window':
      'Compte chaque minute de l’horloge à neuf. À son passage, deux fois la limite peuvent passer.',
    'sliding-window': 'Jamais plus que la limite en 60 secondes, quelles qu’elles soient.',
    'token-bucket': 'Se remplit continûment ; permet de courtes rafales.',
  },
  perMinute: '/ min',
  atOnce: 'à la fois',
  perSecond: '/ s',
  burstBucket: 'Taille du seau. Vide : une minute.',
  burstWindow: 'Maximum en 1 s. Vide : sans plafond.',
  countBy: 'Compter par',
  by: { consumer: 'Consommateur', ip: 'Adresse', expression: 'Expression' },
  countByHints: {
    consumer: 'L’appelant de l’identifiant ; sans identifiant, l’adresse.',
    ip: 'L’adresse de l’appelant ; en IPv6, son réseau /64.',
    expression: 'Les requêtes pour lesquelles elle donne le même texte comptent ensemble.',
  },
  expressionHint: 'Ce qui ne donne pas de texte compte ensemble.',
  mode: 'Au-delà de la limite',
  modes: { enforce: 'Refuser', shadow: 'Signaler seulement' },
  modeHints: {
    enforce: 'Les appelants reçoivent 429 et lisent quand réessayer.',
    shadow: 'Mode fantôme : personne n’est refusé. Qui l’aurait été est compté.',
  },
  more: 'Coût d’une requête, limiteur injoignable',
  moreOfLimit: 'Coût d’une requête',
  fail: 'Quand le limiteur est injoignable',
  fails: { open: 'Laisser passer', closed: 'Refuser' },
  failHints: {
    open: 'Le point d’accès répond toujours ; pendant ce temps, les limites ne tiennent pas.',
    closed: 'Les appelants reçoivent 503. Pour ce qui ne doit jamais dépasser sa limite.',
  },
  overrides: 'Consommateurs avec d’autres nombres',
  overridesText: 'Pour un consommateur plus ou moins que pour les autres, tel un partenaire.',
  chooseConsumer: 'Choisir un consommateur',
  chooseConsumerText: 'Il a ses propres nombres sous cette limite.',
  addConsumer: 'Ajouter un consommateur',
  requestsOf: 'Requêtes par minute de {{ name }}',
  burstOf: 'Rafale de {{ name }}',
  quotaOf: 'Requêtes de {{ name }}',
  limits: 'Autres limites',
  limitsText:
    'Telles qu’une par consommateur et une plus large pour tous. Chacune a son nom, que les appelants lisent.',
  addLimit: 'Ajouter une limite',
  quotas: 'Quotas',
  quotasText:
    'Un total pour un jour ou un mois du calendrier (UTC), tel un forfait de 10 000 par mois.',
  addQuota: 'Ajouter un quota',
  full: '5 au plus.',
  nameHint: 'Lettres minuscules, chiffres et -. Les appelants le lisent dans RateLimit-Policy.',
  period: 'Par',
  periods: { day: 'Jour', month: 'Mois' },
  each: {
    day: '{{ count }} par jour',
    month: '{{ count }} par mois',
    minute: '{{ count }} / min',
  },
  burst: 'rafale {{ count }}',
  shadow: 'fantôme',
  preview: {
    title: 'Aperçu',
    steady: 'Un client régulier, {{ rate }} par seconde',
    bursty: 'Un client par rafales de {{ burst }}, {{ rate }} par seconde en moyenne',
    none: 'Écrivez les nombres d’une limite pour voir ce qu’un client obtient.',
    rate: 'Requêtes par seconde',
    rateSlider: 'Requêtes par seconde, en curseur',
    burst: 'Envoyées à la fois',
    allAdmitted: ({ sent }) => `Les ${requests(sent)} de deux minutes sont toutes admises.`,
    admitted: ({ first, second }) =>
      first === second
        ? `${admitted(first)} par minute.`
        : `${admitted(first)} la première minute, ${number(second)} la deuxième.`,
    by: ' par la limite {{ name }}',
    refused: 'Premier refus après {{ after }}{{ by }} ; Retry-After {{ wait }}.',
    refusedUntil: 'Premier refus après {{ after }}{{ by }}, jusqu’au jour ou au mois suivant.',
    shadow: ({ count, after, by }) =>
      `Mode fantôme : ${requests(count)} auraient été refusées, la première après ${after}${by}.`,
    quota: 'À ce rythme, le quota {{ name }} est épuisé après environ {{ time }}.',
    time: ({ seconds }) => span(seconds),
    cost: 'Chaque requête compte pour 1.',
    chart: 'Deux minutes de requêtes, en barres de 2 secondes.',
    legend: { admitted: 'Admises', refused: 'Refusées', shadow: 'Seraient refusées' },
    compare: 'Les mêmes nombres par stratégie, appliqués',
    strategy: 'Stratégie',
    firstMinute: 'Première minute',
    secondMinute: 'Deuxième minute',
    firstRefused: 'Premier refus après',
    never: 'Jamais',
    table: 'En tableau',
    from: 'À partir de',
  },
  blocks: {
    title: 'Mode fantôme',
    about: 'Qui aurait été refusé depuis {{ since }}',
    aboutNone: 'Qui aurait été refusé',
    none: 'Personne encore. Les comptes apparaissent ici tant que des limites publiées ne font que signaler.',
    notPublished: 'Publiez le point d’accès pour compter qui la limite refuserait.',
    caller: 'Appelant',
    limit: 'Limite',
    count: 'Seraient refusées',
    last: 'Dernière',
    enforce: 'Appliquer {{ name }}',
    enforced: ({ names }) => `Appliqué une fois publié : ${names}.`,
    failed: 'Les comptes n’ont pas pu être lus',
  },
  trace: {
    ok: ({ count }) => (count === 1 ? 'Dans la limite.' : `Dans les ${count} limites.`),
    refused: ({ name, seconds }) =>
      seconds === undefined
        ? `Refusée par la limite ${name}.`
        : `Refusée par la limite ${name} : réessayer dans ${span(seconds)}.`,
    shadow: ({ name }) => `Aurait été refusée par la limite ${name} (fantôme).`,
    left: ({ remaining, limit }) => `reste ${number(remaining)} sur ${number(limit)}`,
    resets: ({ seconds }) => `remise à zéro dans ${span(seconds)}`,
    leased: ({ size, left }) =>
      left === undefined ? `réserve de ${size}` : `réserve de ${size}, reste ${left}`,
    shadowRefusal: 'aurait été refusée (fantôme)',
    refusal: ({ seconds }) =>
      seconds === undefined ? 'refusée' : `refusée : réessayer dans ${span(seconds)}`,
    inShadow: 'fantôme',
    quotas: { quota: 'Quota', day: 'Quota par jour', month: 'Quota par mois' },
  },
}
