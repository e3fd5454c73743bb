import { SchemaFault } from './fault.ts'
import type { Place, Resources } from './resources.ts'
import type { Check } from './types.ts'

/** What a reference needs of the compiler. */
interface Linker {
  readonly resources: Resources
  checkOf(place: Place): Check
}

/** `$ref`: what it names takes the place of the reference. Throws SchemaFault when it leads nowhere. */
export function reference(compiler: Linker, place: Place, target: string): Check {
  return follow(compiler, targetOf(compiler, place, target, '$ref'))
}

/** `$dynamicRef` (2020-12 core, 8.2.3.2): the outermost schema on the way that has the dynamic anchor. */
export function dynamicReference(compiler: Linker, place: Place, target: string): Check {
  const found = targetOf(compiler, place, target, '$dynamicRef')
  const still = follow(compiler, found)
  const name = target.slice(target.indexOf('#') + 1)
  if (found.resource.dynamicAnchors.get(name) !== found) return still
  return (value, run, seen) => {
    for (const { dynamicAnchors } of run.scope) {
      const outermost = dynamicAnchors.get(name)
      if (outermost !== undefined) return follow(compiler, outermost)(value, run, seen)
    }
    return still(value, run, seen)
  }
}

/** Enters a schema with an identity: `$dynamicRef` looks through those on the way (2020-12 core, 7.1). */
export function inResource(place: Place, check: Check): Check {
  return (value, run, seen) => {
    run.scope.push(place.resource)
    const accepted = check(value, run, seen)
    run.scope.pop()
    return accepted
  }
}

function follow(compiler: Linker, found: Place): Check {
  const check = compiler.checkOf(found)
  return compiler.resources.isDynamic ? inResource(found, check) : check
}

// oxlint-disable-next-line max-params -- two callers, one line each
function targetOf(compiler: Linker, place: Place, target: string, keyword: string): Place {
  const found = compiler.resources.resolve(target, place.resource)
  if (found !== undefined) return found
  throw new SchemaFault(
    `${place.pointer}/${keyword}`,
    `${target} leads nowhere in this schema; nothing is fetched, so write it into $defs`,
  )
}
