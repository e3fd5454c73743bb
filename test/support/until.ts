/** Resolves once `holds` answers true; rejects after `withinMs`. */
export async function until(
  holds: () => Promise<boolean> | boolean,
  withinMs: number,
): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`still not true after ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
