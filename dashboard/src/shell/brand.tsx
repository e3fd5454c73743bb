import styles from './brand.module.css'

/** A canal lock as drawn on charts: two banks, the mitre gate, the water below it. */
export function Brand() {
  return (
    <span class={styles['brand']}>
      <svg
        class={styles['mark']}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        stroke-width="1.75"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        <path d="M2 5h20M2 19h20M7 5l5 7-5 7M15.5 9.5h5M15.5 14.5h5" />
      </svg>
      Ecluse
    </span>
  )
}
