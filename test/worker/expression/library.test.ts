import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => vi.resetModules())

it('is loaded by the first configuration with an expression, and not by one without', async () => {
  vi.resetModules()
  const { libraryNow, LibraryMissing, withLibrary } = await import('#worker/expression/library.ts')
  const { compileExpression } = await import('#worker/expression/compile.ts')
  expect(await withLibrary(() => 'no expression')).toBe('no expression')
  expect(() => libraryNow()).toThrow(LibraryMissing)
  expect(() => compileExpression('1 + 1', '/x')).toThrow(LibraryMissing)
  const expression = await withLibrary(() => compileExpression('request.params.id', '/x'))
  expect(expression.path).toEqual(['request', 'params', 'id'])
  expect(libraryNow()).toBeTypeOf('function')
})

it('tells of mistakes, not of itself', async () => {
  vi.resetModules()
  const { withLibrary } = await import('#worker/expression/library.ts')
  const { compileExpression } = await import('#worker/expression/compile.ts')
  await expect(withLibrary(() => compileExpression('1 +', '/x'))).rejects.toMatchObject({
    code: 'invalid_configuration',
  })
})
