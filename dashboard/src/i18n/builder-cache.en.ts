import { durationText } from '../lib/duration.ts'

const count = (value: number) => value.toLocaleString('en')

interface Found {
  readonly tier: string
  readonly seconds: number
}

interface Cost {
  readonly age: string
  readonly each: number
  readonly total: number
  readonly price: string
}

/** Words of the Cache section. */
export const builderCache = {
  enable: 'Remember answers',
  off: 'Off: every request goes to the services behind this endpoint.',
  on: 'The same request again gets the remembered answer, without a call to a service.',
  tier: 'Where',
  tiers: { memory: 'Memory', kv: 'KV', database: 'Database' },
  reach: {
    memory: 'This isolate only: each isolate asks the service by itself.',
    kv: 'All locations, elsewhere up to 60 s later. Each answer is written at most once a second.',
    database: 'All locations at once, exactly. Slower: a read crosses to the database.',
  },
  price: {
    memory: 'Free',
    kv: '$5 per million writes, $0.50 per million reads',
    database: '$1 per million rows written',
  },
  includes:
    'KV and Database look in memory first, and keep there what they find. They are written when an answer is asked for again and lasts 60 s more.',
  unavailable: 'Not in this version',
  ttl: 'Time to live',
  ttlHint: 'How long an answer is fresh.',
  swr: 'Stale while revalidating',
  swrHint: 'Then so long: given at once, renewed behind it.',
  sie: 'Stale if error',
  sieHint: 'So long after it went stale: stands in when the service fails.',
  negative: 'Remember 404 and 410',
  negativeHint: '0 s: only when the answer says how long.',
  mode: 'Whose word counts',
  modes: { default: 'The answer’s', override: 'Always the time to live' },
  modeHints: {
    default: 'Cache-Control of the answer; without one, the time to live.',
    override:
      'Cache-Control of the answer is not asked how long. What must not be stored (no-store, private) never is.',
  },
  partition: 'Answers are shared by',
  partitions: { auto: 'Automatic', consumer: 'Each caller alone', shared: 'All callers' },
  partitionHints: {
    auto: 'All callers share, because callers need no credential here.',
    autoAuthenticated: 'Each caller has their own, because callers authenticate here.',
    consumer: 'Each caller has their own.',
    consumerOpen: 'Each caller has their own, but nobody says who they are here.',
    shared: 'One caller gets what another asked for.',
  },
  sharedTitle: 'Callers get each other’s answers',
  sharedText:
    'This endpoint authenticates its callers. Share only what is the same for all of them: an answer made for one caller is given to the next.',
  openTitle: 'Nothing is remembered',
  openText:
    'Callers need no credential here, so nobody knows whose answer it is. Ask for one, or let all callers share.',
  more: 'Key, headers and Cache-Control of callers',
  key: 'Key',
  keyHint:
    'Text that tells answers apart beside method, path and query, such as request.headers.`accept-language`.',
  keyHeaders: 'Headers that tell answers apart',
  keyHeadersHint:
    'Services get these headers of a request, and no others: what they read must tell answers apart. Those that expressions read count by themselves.',
  passHeaders: 'Headers passed on besides',
  passHeadersHint:
    'For services that name in Vary every header they read: these tell answers apart only then. * stands for all.',
  directives: 'Cache-Control of callers',
  directivesOf: { ignore: 'Ignore', honour: 'Obey' },
  directiveHints: {
    ignore: 'A caller cannot go around the cache.',
    honour:
      'no-cache, no-store, max-age and others are obeyed: a caller can make the service work (RFC 9111, 5.2.1).',
  },
  tags: 'Tags',
  tagsHint:
    'To forget by. Parameters of the path in braces; the same tag may stand on other endpoints.',
  rules: 'Forget after writes',
  rulesText:
    'A write that succeeds forgets what it made wrong, everywhere within 5 s. A write to the same path does so by itself.',
  addRule: 'Add write',
  fullRules: '50 at most.',
  after: 'After a successful',
  afterHint: 'Method and path of an endpoint that writes, such as POST /orders/{id}.',
  notLive: 'No live endpoint answers {{ write }} yet: nothing is forgotten until one does.',
  forget: 'Forget tags',
  forgetHint:
    'Parameters in braces are those of the write. Empty: what this endpoint remembers for the same parameters.',
  ofSameParameters: 'answers with the same {{ parameters }}',
  everything: 'all answers',
  samePath: 'the same path',
  newRule: 'A write',
  ages: {
    title: 'How old an answer may be',
    none: 'Write durations that can be read to see how old an answer may be.',
    scale: 'Not to scale',
    chart: 'Ages of an answer.',
    legend: { fresh: 'Fresh', renewed: 'Stale, renewed behind', onError: 'Stale, if error' },
    join: '; ',
    fresh: 'A caller may see an answer up to {{ age }} after it came from the service',
    freshDefault:
      'A caller may see an answer up to {{ age }} old, unless its own Cache-Control says otherwise',
    renewed: 'for {{ more }} more while it is renewed behind it',
    onError: 'for {{ more }} after it went stale when the service fails',
    own: 'The answer may say other stale times itself; must-revalidate and no-cache forbid both.',
    purged: 'After a purge: at once here, within 5 s everywhere.',
    hidden: 'Stale if error ends before stale while revalidating does: it changes nothing.',
    negative: 'A 404 or 410 is remembered for {{ age }}.',
    honour: 'A caller may ask for a fresher answer, or accept an older one.',
    memory: 'Each isolate remembers by itself: two callers may see answers of different age.',
    kv: 'A location without an answer takes the one another stored up to 60 s later; until then it asks the service.',
    database: 'A location without an answer takes the one another stored, at once.',
  },
  cost: {
    title: 'What it may cost',
    note: 'List prices of Cloudflare, beyond what a plan includes',
    answers: 'Different answers',
    answersHint: 'How many are asked for all the time.',
    writes: ({ age, each, total, price }: Cost) =>
      `Asked for all the time, an answer is written again every ${age}: ${count(each)} writes a month. All together ${count(total)} writes, about ${price} a month.`,
    notWritten: 'Nothing is written: an answer that lasts less than 60 s stays in memory.',
    reads: {
      kv: 'Reads come on top, $0.50 per million: one when an isolate does not have the answer in memory.',
      database: 'Reads come on top, $0.001 per million rows.',
    },
  },
  writes: {
    title: 'Writes are not remembered',
    text: 'Only answers to GET are: every other request goes to the services behind this endpoint.',
    forgets: 'What this write forgets',
    note: 'When it succeeds, everywhere within 5 s',
    none: 'Nothing yet. Name this write in the Cache section of the endpoints whose answers it changes.',
    most: 'Only the {{ count }} newest endpoints were looked through.',
  },
  /** Of the trace: what the cache decided, and why. */
  trace: {
    hit: ({ tier, seconds }: Found) =>
      `An answer was there: ${tier}, ${durationText('en', seconds)} old.`,
    stale: ({ tier, seconds, why }: Found & { why: string }) =>
      `A stale answer: ${tier}, ${durationText('en', seconds)} old. ${why}`,
    stored: ({ seconds }: { seconds: number }) =>
      `Remembered, fresh for ${durationText('en', seconds)}.`,
    confirmed: ({ seconds }: { seconds: number }) =>
      `The service says that the remembered answer still holds: fresh for ${durationText('en', seconds)}.`,
    notStored: 'Not remembered. {{ why }}',
    bypass: 'Past the cache. {{ why }}',
    standsIn: 'It stands in: the service answered {{ status }}.',
    why: {
      'uri-miss': 'No answer was there.',
      'vary-miss': 'No answer was there for these request headers (Vary).',
      stale: 'The answer that was there is too old to be given: the service is asked.',
      request: 'The caller asks for a new answer (Cache-Control).',
      collapsed: 'Another request was asking for the same: its answer.',
      'stale-while-revalidate': 'It is renewed behind this one.',
      'max-stale': 'The caller accepts stale answers (max-stale).',
      anonymous: 'Each caller has their own answers, and it is not known who calls.',
      'no-store': 'Cache-Control says no-store.',
      'purges-unknown': 'What was purged cannot be told at the moment.',
      body: 'The request has a body.',
      precondition: 'The request has a condition that only the service can check.',
      range: 'The caller asks for a part, and the whole is not there.',
      partial: 'The answer is not whole.',
      private: 'Cache-Control says private.',
      credentials:
        'The service got a credential, and the answer does not say that others may have it (public).',
      vary: 'The answer depends on more than can be told apart (Vary: *).',
      stream: 'The answer is a stream of events.',
      'set-cookie': 'The answer sets a cookie.',
      'not-fresh': 'The answer may not be used a second time.',
      'too-large': 'The answer is too large.',
    } as Record<string, string>,
  },
  use: {
    title: 'What the cache does',
    notPublished: 'Publish the endpoint to see how often the cache answers, and to purge it.',
    period: 'Period',
    periods: { today: 'Today (UTC)', week: '7 days' },
    ratio: '{{ percent }} of {{ requests }} requests were answered from the cache.',
    verdicts: { hit: 'Hit', stale: 'Stale', miss: 'Miss', bypass: 'Bypass' },
    none: 'No request in this time. Call it twice: the second answer carries Cache-Status: Ecluse; hit. Counts appear here after some seconds.',
  },
  purge: {
    open: 'Purge…',
    title: 'Purge answers',
    scope: 'What to forget',
    scopes: { all: 'Everything', tags: 'Tags', path: 'One path' },
    labels: { tags: 'Tags to forget', path: 'Path to forget' },
    hints: {
      tags: 'Filled in, such as orders:42. Several are separated by spaces.',
      path: 'As callers write it below the base path, without the query.',
    },
    about: {
      all: 'Everything this endpoint remembers is forgotten: at once here, everywhere within 5 s.',
      tags: 'Answers with one of these tags are forgotten, those of other endpoints too: at once here, everywhere within 5 s.',
      path: 'What is remembered of this path is forgotten, with every query: at once here, everywhere within 5 s.',
    },
    final: 'This cannot be undone: the services are asked again.',
    doneAll:
      'Purged: everything this endpoint remembered. No location gives it after {{ seconds }} s.',
    done: 'Purged: {{ what }}. No location gives it after {{ seconds }} s.',
  },
  links: {
    title: 'Forgotten after',
    none: 'Time, and writes to the same path. Add the other writes that change what this endpoint answers.',
    diagram: 'Writes and what they forget.',
    list: 'As a list',
    item: '{{ write }} forgets {{ tags }}',
  },
}
