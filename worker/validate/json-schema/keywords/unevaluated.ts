import type { Keyword } from '../types.ts'
import { checkAt, membersOf } from './children.ts'

/** What no other keyword has looked at (2020-12 core, 11). */
export const unevaluated: Readonly<Record<string, Keyword>> = {
  unevaluatedItems: (site) => {
    const check = site.sub(site.value)
    return (value, run, seen) => {
      if (!Array.isArray(value) || seen === undefined) return true
      let accepted = true
      for (let at = seen.items; at < value.length; at += 1)
        if (!seen.others.has(at) && !checkAt(run, at, check, value[at])) accepted = false
      seen.items = value.length
      return accepted
    }
  },
  unevaluatedProperties: (site) => {
    const check = site.sub(site.value)
    return (value, run, seen) => {
      const members = membersOf(value)
      if (members === undefined || seen === undefined) return true
      let accepted = true
      for (const name of Object.keys(members)) {
        if (seen.properties.has(name)) continue
        seen.properties.add(name)
        if (!checkAt(run, name, check, members[name])) accepted = false
      }
      return accepted
    }
  },
}
