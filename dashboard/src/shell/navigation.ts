import Activity from 'lucide-solid/icons/activity'
import TextAlignStart from 'lucide-solid/icons/text-align-start'
import BookOpen from 'lucide-solid/icons/book-open'
import Shield from 'lucide-solid/icons/shield'
import KeyRound from 'lucide-solid/icons/key-round'
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal'

import type { IconComponent } from '../ui/icon.tsx'

export interface Destination {
  readonly id: 'overview' | 'endpoints' | 'consumers' | 'reference' | 'audit' | 'settings'
  readonly href: string
  readonly icon: IconComponent
  readonly keys: string
}

export interface DestinationGroup {
  readonly id: 'main' | 'observe' | 'manage'
  readonly destinations: readonly Destination[]
}

/** Where one can go: the sidebar and the `g …` shortcuts. One line per page. */
export const navigation: readonly DestinationGroup[] = [
  {
    id: 'main',
    destinations: [
      { id: 'overview', href: '/', icon: Activity, keys: 'g o' },
      { id: 'endpoints', href: '/endpoints', icon: TextAlignStart, keys: 'g e' },
      { id: 'consumers', href: '/consumers', icon: KeyRound, keys: 'g c' },
    ],
  },
  {
    id: 'manage',
    destinations: [
      { id: 'audit', href: '/audit', icon: Shield, keys: 'g u' },
      { id: 'settings', href: '/settings', icon: SlidersHorizontal, keys: 'g s' },
      { id: 'reference', href: '/reference', icon: BookOpen, keys: 'g d' },
    ],
  },
]
