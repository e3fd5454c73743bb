import { aimAtDocument } from '../expression/document.ts'
import { interpreterOf } from '../expression/interpreter.ts'
import { LibraryMissing } from '../expression/library.ts'
import type { Node } from '../expression/ast.ts'
import { scanTemplate } from '../expression/scan.ts'
import type { Finding } from './finding.ts'
import { Frame } from './frame.ts'
import { type CheckPurse, ExpressionTypes } from './infer.ts'
import { plainType } from './plain.ts'
import { anything, type Type } from './type.ts'

/** The type of what an expression gives, and what is wrong with it. */
export interface Inferred {
  readonly type: Type
  readonly findings: readonly Finding[]
  /** It asks whether something exists, or of which type it is. */
  readonly isQuestion: boolean
}

export interface ExpressionSite {
  /** What the expression reads. */
  readonly scope: Type
  readonly purse: CheckPurse
  /** `$` is the document. */
  readonly isOfDocument?: boolean
  /** Only runs when somebody found that what it reads is there. */
  readonly isGuarded?: boolean
}

const unknown: Inferred = { type: anything, findings: [], isQuestion: false }

/** Never throws for what its author wrote: a source that does not parse is somebody else's finding. */
export function inferExpression(source: string, site: ExpressionSite): Inferred {
  const ast = parsed(source, site.isOfDocument === true)
  if (ast === undefined) return unknown
  const types = new ExpressionTypes(source, ast, site.scope, site.purse)
  const place = { input: site.scope, frame: new Frame(), isGuarded: site.isGuarded === true }
  try {
    const type = plainType(types.infer(ast, place))
    return { type, findings: distinct(types.findings), isQuestion: types.isQuestion(ast) }
  } catch (error) {
    // Nests deeper than the stack: compiling says so.
    if (error instanceof RangeError) return unknown
    throw error
  }
}

/** What is wrong with the holes of a template; positions count from its beginning. */
export function inferTemplate(text: string, site: ExpressionSite): readonly Finding[] {
  return piecesOf(text).flatMap((piece) =>
    typeof piece === 'string'
      ? []
      : inferExpression(piece.source, site).findings.map((finding) => ({
          ...finding,
          position: finding.position === undefined ? undefined : finding.position + piece.start,
        })),
  )
}

function parsed(source: string, isOfDocument: boolean): Node | undefined {
  try {
    const { ast } = interpreterOf(source)
    if (isOfDocument) aimAtDocument(ast)
    return ast
  } catch (error) {
    if (error instanceof LibraryMissing) throw error
    return undefined
  }
}

function piecesOf(text: string): ReturnType<typeof scanTemplate> {
  try {
    return scanTemplate(text)
  } catch {
    return []
  }
}

/** In the order of the text, each once: what stands for two nodes is looked at twice. */
function distinct(findings: readonly Finding[]): Finding[] {
  const byKey = new Map(findings.map((one) => [`${one.position} ${one.code} ${one.message}`, one]))
  return [...byKey.values()].sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
}
