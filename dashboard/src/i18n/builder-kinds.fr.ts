/** Fields of the kinds graphql and database, by their English titles. */
export const kindFields = {
  titles: {
    HTTP: 'HTTP',
    GraphQL: 'GraphQL',
    Database: 'Base de données',
    Connection: 'Connexion',
    Access: 'Accès',
    Statement: 'Instruction SQL',
    Parameters: 'Paramètres',
    'First row only': 'Première ligne seulement',
    'Most rows': 'Nombre maximal de lignes',
    'GraphQL document': 'Document GraphQL',
    'GraphQL variables': 'Variables GraphQL',
    'HTTP method': 'Méthode HTTP',
    'Data with errors': 'Données avec erreurs',
    'Error codes that are failures': 'Codes d’erreur qui sont des pannes',
    'Allow introspection': 'Autoriser l’introspection',
    URL: 'URL',
  },
  hints: {
    Connection: 'Nom d’une liaison citée par DATABASE_BINDINGS',
    Access: 'Lecture seule : la base elle-même refuse toute modification',
    Statement:
      'Une seule instruction, envoyée telle quelle ; ?1 (D1) ou $1 (PostgreSQL) pour les paramètres',
    Parameters:
      'Une expression JSONata chacun, dans l’ordre ; la valeur est liée, jamais écrite dans le texte',
    'First row only': 'Le résultat est une ligne, ou null',
    'Most rows': 'Au-delà, c’est une erreur et non une liste plus courte',
    'GraphQL document': 'L’opération, envoyée telle quelle : {{ }} n’y est pas remplacé',
    Operation: 'Celle qui s’exécute quand le document en a plusieurs',
    'GraphQL variables': 'Une expression JSONata chacune ; la valeur est envoyée en JSON',
    'HTTP method': 'GET pour les lectures que des caches intermédiaires peuvent garder',
    'Data with errors':
      'Accepter : les données servent ; integrations.<id>.errors dit ce qui manque',
    'Error codes that are failures':
      'extensions.code d’une erreur, pour les reprises et le disjoncteur ; * : toute erreur',
  },
}
