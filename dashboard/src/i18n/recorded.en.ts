/** Words of requests that are recorded as samples. */
export const recorded = {
  from: 'From a recorded request…',
  title: 'Take a recorded request',
  about:
    'What callers sent and services answered, without credentials. It is deleted after 15 minutes.',
  all: 'All endpoints',
  takes: 'Take',
  phase: { request: 'The request', response: 'What services answered' },
  start: 'Record next requests',
  again: 'Record 15 more minutes',
  stop: 'Stop recording',
  forget: 'Delete recorded',
  until: 'Recording until {{ time }}',
  off: 'Not recording',
  list: 'Recorded requests',
  choose: 'Choose an endpoint to record its next requests.',
  draft: 'Publish the endpoint first: nobody can call it yet.',
  none: 'Nothing recorded yet',
  noneAll:
    'Bodies are kept only when you ask for it: choose an endpoint and record its next requests.',
  noneOff:
    'Bodies are kept only when you ask for it. Record for 15 minutes, call the endpoint, and take the request from here.',
  noneOn:
    'Call the endpoint now: requests appear here as they are answered, the newest 10 of them.',
  notKept: 'The body of this request was not kept: it is too large, no text, or was streamed.',
  taken: 'Taken, with its context.',
}
