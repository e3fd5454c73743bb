/** Keeps an isolate alive for work that goes on after the answer has left. */
export type WaitUntil = (work: Promise<unknown>) => void
