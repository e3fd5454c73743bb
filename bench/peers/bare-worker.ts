/** The ceiling of the runtime: an answer and nothing else. */
const bareWorker = {
  fetch: () =>
    new Response('{"hello":"world"}', { headers: { 'content-type': 'application/json' } }),
}

export default bareWorker
