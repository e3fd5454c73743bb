/** Mots d’un point d’accès fait d’une commande curl. */
export const builderCurl = {
  label: 'Commande curl',
  hint: 'En-têtes, corps, paramètres et identifiants sont lus.',
  preview: 'Configuration tirée de la commande',
  warnings: 'Avant de le créer',
  error: {
    notCurl: 'Commencez par curl, par exemple : curl https://api.example.com/orders',
    openQuote: 'Un guillemet n’est pas fermé. Collez la commande entière.',
    noUrl: 'La commande n’a pas d’URL.',
    badUrl: 'Écrivez une URL http ou https complète.',
  },
  warning: {
    secret:
      'Un en-tête contient un secret. Il est gardé lisible dans la configuration ; retirez-le pour transmettre celui de l’appelant.',
    file: 'La commande lit un fichier, qui est laissé de côté. Écrivez son contenu comme corps.',
    multipart:
      'Les formulaires multipart (-F) sont laissés de côté. Le corps de l’appelant est transmis à la place.',
    insecure: '-k est laissé de côté : les certificats sont toujours vérifiés.',
    ignored: 'Certaines options de la commande n’ont pas d’équivalent et sont laissées de côté.',
  },
}
