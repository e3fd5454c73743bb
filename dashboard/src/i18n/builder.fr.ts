import type { builder as en } from './builder.en.ts'

export const builder: typeof en = {}
