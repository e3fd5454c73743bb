/** Secrets: their card in the settings, and the field that names one. */
export const secrets = {
  note: 'Values that configurations name and nobody reads back',
  add: 'Add secret',
  nameHint: 'What configurations write, such as partner-hmac. Letters, digits, - and _.',
  value: 'Value',
  valueHint: 'Kept exactly as typed. It cannot be read again, only replaced.',
  origins: 'Allowed origins',
  originsHint:
    'One per line, such as https://api.example.com. The value is sent nowhere else; empty: it never leaves. To change them, type the value again.',
  originsUnset:
    'Set before secrets had origins: it goes on where it went. Name its origins, one per line, before it is sent anywhere new.',
  originsLegacy: 'No origins named yet',
  staysHere: 'Sent nowhere',
  showValue: 'Show value',
  hideValue: 'Hide value',
  set: 'Set',
  unreadable: 'Cannot be read',
  replace: 'Replace',
  replaceValue: 'Replace value',
  replaceText: 'Endpoints that name {{ name }} use the new value within 5 seconds.',
  saved: 'Secret {{ name }} is set.',
  setBy: 'Set by',
  usedBy: 'Used by',
  unused: 'Nothing',
  moreUses: 'and {{ count }} more',
  delete: 'Delete secret',
  deleteText: 'No draft and no live version names it. Its value is gone for good.',
  deleted: 'Secret {{ name }} was deleted.',
  inUse: '{{ name }} is in use',
  inUseText:
    'The draft or live version of these endpoints names it. Name another secret there and publish, then delete this one.',
  empty: 'No secrets yet',
  emptyText:
    'Keep passwords, tokens and keys for the services you call here once, and the HMAC secret of JWTs or the client secret of OAuth: endpoints name them, each goes only to the origins you allow, and no answer, log or export shows it.',
  adminOnly: 'Admins and owners set and delete secrets.',
  manage: 'Secrets in the settings',
}
