import { pageOf, pageQuery } from './page.ts'
import { defineRoutes } from './route.ts'
import { secret, secretInput } from './secret.ts'

/** What configurations name and nobody reads back. */
export const secretRoutes = defineRoutes({
  listSecrets: {
    method: 'GET',
    path: '/secrets',
    access: 'viewer',
    tag: 'Secrets',
    status: 200,
    summary: 'Names of the secrets and who uses them, never a value',
    query: pageQuery,
    output: pageOf(secret),
  },
  setSecret: {
    method: 'PUT',
    path: '/secrets/{name}',
    access: 'admin',
    tag: 'Secrets',
    status: 200,
    summary: 'Create a secret or replace its value; effective everywhere within 5 seconds',
    body: secretInput,
    output: secret,
  },
  deleteSecret: {
    method: 'DELETE',
    path: '/secrets/{name}',
    access: 'admin',
    tag: 'Secrets',
    status: 204,
    summary: 'Delete a secret that no draft and no live version names',
  },
})
