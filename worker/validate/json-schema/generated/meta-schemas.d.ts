import type { MetaSchemaCheck } from '../meta-schema.ts'

export declare const draft07: MetaSchemaCheck
export declare const draft2020: MetaSchemaCheck
