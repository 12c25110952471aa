export * from './errors.ts'
export * from './grammar.ts'
export * from './image/index.ts'
