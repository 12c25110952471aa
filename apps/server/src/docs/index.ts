export * from './assets.ts'
export * from './document.ts'
export * from './page.ts'
