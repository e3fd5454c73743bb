import { ExpressionError } from './error.ts'
import { maxPictureLength, maxStringLength } from './limits.ts'
import type { Meter } from './meter.ts'
import { replaceWithin } from './replace.ts'
import { distinct, sort } from './sort.ts'

type Run = (...args: unknown[]) => unknown
type Guard = (args: readonly unknown[], run: Run, meter: Meter) => unknown

/** What single native functions need beyond counting their arguments and checking their result. */
export const guards: Readonly<Record<string, Guard | undefined>> = Object.assign(
  Object.create(null),
  {
    pad(args, run) {
      refuseIf(Math.abs(Number(args[1])) > maxStringLength)
      return run(...args)
    },
    join(args, run) {
      refuseIf(joinedLength(args[0], args[1]) > maxStringLength)
      return run(...args)
    },
    replace: replaceWithin,
    sort,
    distinct,
    string(args, run, meter) {
      // Indentation multiplies by depth, so a pretty text may be many times its value.
      refuseIf(meter.size(args[0]) * (args[1] === true ? 8 : 1) > maxStringLength * 8)
      meter.spend(meter.size(args[0]) >> 2)
      return run(...args)
    },
    clone(args, run, meter) {
      meter.spend(meter.size(args[0]))
      const copy = run(...args)
      own(copy, meter.owned)
      return copy
    },
    now: (args, run) => (requirePicture(args[0]), run(...args)),
    millis: (_args, _run, meter) => meter.now,
    toMillis: (args, run, meter) => (requireReadable(args, meter), run(...args)),
    fromMillis: (args, run) => (requirePicture(args[1]), run(...args)),
    formatNumber: (args, run) => (requirePicture(args[1]), run(...args)),
    formatInteger: (args, run) => (requirePicture(args[1]), run(...args)),
    parseInteger: (args, run) => (requirePicture(args[1]), run(...args)),
  } satisfies Record<string, Guard>,
)

function refuseIf(tooLarge: boolean): void {
  if (tooLarge) throw new ExpressionError('size')
}

function joinedLength(parts: unknown, separator: unknown): number {
  if (!Array.isArray(parts)) return 0
  const between = typeof separator === 'string' ? separator.length : 0
  return parts.reduce<number>((sum, part) => sum + String(part).length + between, 0)
}

function own(value: unknown, owned: WeakSet<object>): void {
  if (typeof value !== 'object' || value === null) return
  owned.add(value)
  for (const item of Object.values(value)) own(item, owned)
}

/** Widths in a picture pad with that many characters; four digits are more than any date needs. */
function requirePicture(picture: unknown): void {
  if (typeof picture !== 'string') return
  refuseIf(picture.length > maxPictureLength || /,[^\]]*\d{4}/.test(picture.replaceAll('#', '')))
}

/**
 * JSONata turns a picture into a backtracking RegExp. It tries at most every way to cut the text into
 * the picture's parts, so that number is bounded and counted.
 */
function requireReadable(args: readonly unknown[], meter: Meter): void {
  const [text, picture] = args
  if (typeof text !== 'string') return
  refuseIf(text.length > 100)
  if (typeof picture !== 'string') return
  requirePicture(picture)
  const parts = picture.split('[').length - 1
  const fixed = /^\[[^\]]*\](?:[^[\w]+\[[^\]]*\])*[^[\w]*$/.test(picture)
  meter.spend(fixed ? 100 : waysToCut(text.length, parts) / 10)
}

function waysToCut(length: number, parts: number): number {
  let ways = 1
  for (let part = 1; part <= parts; part += 1) ways *= (length + parts - part) / part
  return Math.max(1, ways)
}
