export * from './errors.ts'
export * from './grammar.ts'
export * from './headers.ts'
export * from './image/index.ts'
export { mediaTypes } from './media-types.ts'
export * from './operation.ts'
export * from './operation-errors.ts'
export {
  auditEntrySchema,
  auditTrailSchema,
  createdTokenSchema,
  newTokenSchema,
  tokenListSchema,
  tokenSchema,
} from './operations/access.ts'
export { repositoryListSchema, tagListSchema } from './operations/discovery.ts'
export { type OperationId, type Operations, operations } from './operations/index.ts'
export { contentEventCountsSchema, scrubReportSchema, scrubStateSchema } from './operations/maintenance.ts'
export * from './parameters.ts'
export { pathOf } from './path.ts'
