/** The part of pg that tests use. */
declare module 'pg' {
  export class Client {
    constructor(config: { readonly connectionString: string })
    connect(): Promise<void>
    query(sql: string): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>
    end(): Promise<void>
  }
}
