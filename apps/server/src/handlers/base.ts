import type { Dispatcher } from '../handler.ts'

/** end-1: being answered is the answer; access control around it tells how to authenticate. */
export const getBase: Dispatcher<'getBase'> = () => () => ({ status: 200, headers: {}, body: {} })
