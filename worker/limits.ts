/** Every limit of the product in one place, each with its unit in the name. Mirrored in docs/limits.md. */

/** Times one request may pass this gateway: beyond it two endpoints call each other for ever. */
export const maxGatewayHops = 3

/** Header fields of one upstream answer: far above any real service, far below what hurts. */
export const maxUpstreamHeaders = 200

/** Size of all header fields of one upstream answer; the platform passes on 128 KB at most. */
export const maxUpstreamHeaderBytes = 64 * 1024

/** An answer that an expression reads is held in memory, and an isolate has 128 MB for all its requests. */
export const maxBufferedResponseBytes = 10 * 1024 * 1024

/** A request body that an expression reads, or that several integrations send, for the same reason. */
export const maxBufferedRequestBytes = 10 * 1024 * 1024

/** Nesting of a JSON document: V8 parses a million levels, whatever walks them overflows its stack. */
export const maxJsonDepth = 64

/** Size of the JSON that leaves: an expression may write the same large value many times. */
export const maxAnswerBytes = 10 * 1024 * 1024

/** Values in the JSON that leaves: shared values count as often as they are written. */
export const maxAnswerNodes = 1_000_000

/** Length of an upstream URL after its holes are filled; most servers refuse more. */
export const maxUpstreamUrlLength = 16 * 1024

/** Body of an answer that the cache stores: beyond it an answer streams through. */
export const maxStoredAnswerBytes = 1024 * 1024

/** All that the memory tier of an isolate holds, of its 128 MB. */
export const maxMemoryCacheBytes = 32 * 1024 * 1024

/** Answers of one URL that differ in what their Vary names. */
export const maxVariants = 16

/** Levels of fields in a GraphQL document; servers refuse from 10 to 20 on. */
export const maxGraphqlDepth = 20

/** Aliases in a GraphQL operation: each is one more execution of its field. */
export const maxGraphqlAliases = 50

/** Body of an answer that is kept for repetitions of its request: two fit into a row of a Durable Object. */
export const maxKeptAnswerBytes = 1024 * 1024

/** Payload of one webhook delivery; receivers and other senders stop at about as much. */
export const maxWebhookPayloadBytes = 256 * 1024
