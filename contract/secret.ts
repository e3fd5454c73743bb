import * as z from 'zod'

/** A secret as it is shown: never its value. */
export const secret = z.object({
  name: z.string(),
  keyId: z.string().meta({ description: 'The encryption key it is sealed with' }),
  updatedBy: z.string(),
  updatedAt: z.iso.datetime(),
})
export type Secret = z.output<typeof secret>

/** Write-only: it is encrypted at rest and can never be read back. */
export const secretInput = z.strictObject({
  value: z.string().min(1).max(8_192).meta({ title: 'Value', secret: true }),
})
