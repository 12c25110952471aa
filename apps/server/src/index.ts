export { type App, type AppOptions, createApp } from './app.ts'
export { type ListenOptions, listen, type RunningServer } from './listener.ts'
export { defaultSettings, type Settings } from './settings.ts'
