/** Words of the endpoint builder. */
export const builder = {}
