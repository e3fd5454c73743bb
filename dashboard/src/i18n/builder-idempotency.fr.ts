import type { builderIdempotency as en } from './builder-idempotency.en.ts'

export const builderIdempotency: typeof en = {
  notForGet: 'Une requête GET peut toujours être répétée : elle n’a pas besoin de clé.',
  notes: {
    off: 'Une requête envoyée deux fois est exécutée deux fois.',
    optional:
      'Les requêtes avec une Idempotency-Key sont exécutées une fois ; celles sans clé sont transmises.',
    required:
      'Chaque requête doit porter une Idempotency-Key, sinon 400, et est exécutée une fois pour sa clé.',
    again:
      'La même requête répétée sous {{ hours }} heures reçoit la première réponse avec Idempotency-Replayed: true ; une autre sous la même clé reçoit 422, une répétition trop tôt 409.',
    resent: 'Si une réponse s’est perdue, la requête est renvoyée au service avec la même clé.',
    unknown:
      'Si une réponse s’est perdue, les appelants reçoivent 409 et apprennent que l’issue est inconnue : la requête n’est pas renvoyée.',
  },
}
