import type { RouteName, routes } from '#contract/routes.ts'

type Table = typeof routes

/**
 * Method and path of every management route. The contract's table would bring zod into the first
 * paint, so the dashboard keeps this light copy; its type and test/dashboard/api/paths.test.ts
 * keep it equal to the contract.
 */
export const paths = {
  setupStatus: ['GET', '/setup'],
  setUp: ['POST', '/setup'],
  signIn: ['POST', '/session'],
  signInByLink: ['POST', '/session/link'],
  currentSession: ['GET', '/session'],
  signOut: ['DELETE', '/session'],
  listSessions: ['GET', '/sessions'],
  revokeSession: ['DELETE', '/sessions/{id}'],
  changePassword: ['POST', '/session/password'],
  listUsers: ['GET', '/users'],
  createUser: ['POST', '/users'],
  updateUser: ['PATCH', '/users/{id}'],
  deleteUser: ['DELETE', '/users/{id}'],
  listTokens: ['GET', '/tokens'],
  createToken: ['POST', '/tokens'],
  revokeToken: ['DELETE', '/tokens/{id}'],
  listEndpoints: ['GET', '/endpoints'],
  createEndpoint: ['POST', '/endpoints'],
  checkEndpoint: ['POST', '/endpoints/check'],
  getEndpoint: ['GET', '/endpoints/{id}'],
  saveEndpoint: ['PUT', '/endpoints/{id}'],
  deleteEndpoint: ['DELETE', '/endpoints/{id}'],
  publishEndpoint: ['POST', '/endpoints/{id}/publish'],
  rollbackEndpoint: ['POST', '/endpoints/{id}/rollback'],
  enableEndpoint: ['POST', '/endpoints/{id}/enable'],
  disableEndpoint: ['POST', '/endpoints/{id}/disable'],
  testEndpoint: ['POST', '/endpoints/{id}/test'],
  listVersions: ['GET', '/endpoints/{id}/versions'],
  getVersion: ['GET', '/endpoints/{id}/versions/{version}'],
  listConsumers: ['GET', '/consumers'],
  createConsumer: ['POST', '/consumers'],
  getConsumer: ['GET', '/consumers/{id}'],
  saveConsumer: ['PUT', '/consumers/{id}'],
  deleteConsumer: ['DELETE', '/consumers/{id}'],
  listConsumerKeys: ['GET', '/consumers/{id}/keys'],
  createConsumerKey: ['POST', '/consumers/{id}/keys'],
  listKeys: ['GET', '/keys'],
  saveKey: ['PUT', '/keys/{id}'],
  rotateKey: ['POST', '/keys/{id}/rotate'],
  revokeKey: ['DELETE', '/keys/{id}'],
  keyUsage: ['GET', '/keys/{id}/usage'],
  listAuthenticationFailures: ['GET', '/authentication-failures'],
  listSecrets: ['GET', '/secrets'],
  setSecret: ['PUT', '/secrets/{name}'],
  deleteSecret: ['DELETE', '/secrets/{name}'],
  listKinds: ['GET', '/kinds'],
  listAudit: ['GET', '/audit'],
  openapi: ['GET', '/openapi.json'],
} as const satisfies { [Name in RouteName]: readonly [Table[Name]['method'], Table[Name]['path']] }
