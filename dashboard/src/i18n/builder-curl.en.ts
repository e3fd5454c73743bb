/** Words of an endpoint made from a curl command. */
export const builderCurl = {
  label: 'curl command',
  hint: 'Headers, body, query and sign-in are read.',
  preview: 'Configuration made from the command',
  warnings: 'Before you create it',
  error: {
    notCurl: 'Start with curl, as in: curl https://api.example.com/orders',
    openQuote: 'A quote is not closed. Paste the whole command.',
    noUrl: 'The command has no URL.',
    badUrl: 'Write a full http or https URL.',
  },
  warning: {
    secret:
      'A header holds a credential. It is stored readably in the configuration; remove it to forward the caller’s own instead.',
    file: 'The command reads a file, which is left out. Write the content as the body.',
    multipart: 'Multipart forms (-F) are left out. The caller’s body is passed on instead.',
    insecure: '-k is left out: certificates are always verified.',
    ignored: 'Some options of the command have no counterpart and are left out.',
  },
}
