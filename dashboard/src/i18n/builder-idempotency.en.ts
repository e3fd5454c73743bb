/** Words of the Idempotency section. */
export const builderIdempotency = {
  notForGet: 'A GET request may always be repeated: it needs no keys.',
  notes: {
    off: 'A request that is sent twice is executed twice.',
    optional: 'Requests with an Idempotency-Key are executed once; those without are passed on.',
    required:
      'Every request needs an Idempotency-Key, otherwise 400, and is executed once for its key.',
    again:
      'The same request again, within {{ hours }} hours, gets the first answer with Idempotency-Replayed: true; another one under the same key gets 422, one that comes too early 409.',
    resent: 'If an answer was lost, the request is sent to the service again, with the same key.',
    unknown:
      'If an answer was lost, callers get 409 and are told that the outcome is unknown: the request is not sent again.',
  },
}
