import type { Run } from './run.ts'

export type SchemaObject = Readonly<Record<string, unknown>>

/** One thing that is wrong with a value. */
export interface SchemaIssue {
  /** JSON Pointer (RFC 6901) into the value. */
  readonly pointer: string
  readonly keyword: string
  /** What is wanted. Never holds the value. */
  readonly message: string
  /** JSON Pointer into the schema document that asked for it. */
  readonly schemaPointer: string
}

/**
 * A compiled schema or keyword. Answers whether the value is accepted, tells why not in `run`, and adds
 * what it looked at to `seen` where an enclosing `unevaluated…` asks.
 */
export type Check = (value: unknown, run: Run, seen: Seen | undefined) => boolean

/** What in-place keywords have evaluated of one object or list (2020-12 core, 11). */
export interface Seen {
  readonly properties: Set<string>
  /** Items before this index are evaluated. */
  items: number
  readonly others: Set<number>
}

/** A schema keyword being compiled. */
export interface Site {
  readonly schema: SchemaObject
  readonly value: unknown
  readonly fail: Failing
  /** Compiles the subschema below this keyword. */
  sub(schema: unknown): Check
  /** Refuses the schema because of this keyword. */
  fault(message: string): never
}

/** Notes an issue of this keyword when issues are collected; always false. */
export type Failing = (run: Run, message: string) => false

/** Compiles one keyword; undefined when it asserts nothing here. */
export type Keyword = (site: Site) => Check | undefined
