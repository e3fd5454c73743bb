import Activity from 'lucide-solid/icons/activity'
import Ban from 'lucide-solid/icons/ban'
import TextAlignStart from 'lucide-solid/icons/text-align-start'
import ArrowLeftRight from 'lucide-solid/icons/arrow-left-right'
import BookOpen from 'lucide-solid/icons/book-open'
import Shield from 'lucide-solid/icons/shield'
import Blocks from 'lucide-solid/icons/blocks'
import KeyRound from 'lucide-solid/icons/key-round'
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal'
import Users from 'lucide-solid/icons/users'

import type { IconComponent } from '../ui/icon.tsx'

export interface Destination {
  readonly id:
    | 'overview'
    | 'endpoints'
    | 'playground'
    | 'integrations'
    | 'refused'
    | 'consumers'
    | 'keys'
    | 'audit'
    | 'settings'
    | 'reference'
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
      { id: 'playground', href: '/playground', icon: ArrowLeftRight, keys: 'g t' },
      { id: 'integrations', href: '/integrations', icon: Blocks, keys: 'g i' },
    ],
  },
  {
    id: 'observe',
    destinations: [{ id: 'refused', href: '/refused', icon: Ban, keys: 'g f' }],
  },
  {
    id: 'manage',
    destinations: [
      { id: 'consumers', href: '/consumers', icon: Users, keys: 'g c' },
      { id: 'keys', href: '/keys', icon: KeyRound, keys: 'g k' },
      { id: 'audit', href: '/audit', icon: Shield, keys: 'g u' },
      { id: 'settings', href: '/settings', icon: SlidersHorizontal, keys: 'g s' },
      { id: 'reference', href: '/reference', icon: BookOpen, keys: 'g d' },
    ],
  },
]
