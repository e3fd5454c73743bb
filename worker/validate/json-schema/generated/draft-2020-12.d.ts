import type { MetaSchemaCheck } from '../meta-schema.ts'

export declare const check: MetaSchemaCheck
