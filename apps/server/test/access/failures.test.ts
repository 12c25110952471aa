import { RegistryError } from '@berth/spec'
import { describe, expect, it } from 'vitest'
import { FailureBudgets } from '../../src/access/failure-budgets.ts'
import { Failures } from '../../src/access/failures.ts'
import { networkOf } from '../../src/access/network.ts'
import { errorReply, Refusal } from '../../src/http/errors.ts'

const HERE = '192.0.2.1'
const THERE = '192.0.2.2'

function aClock() {
  let now = 1_000_000
  const failures = new Failures({ now: () => now })
  return {
    failures,
    pass: (seconds: number) => {
      now += seconds * 1000
    },
    fail: (times: number, name: string, address: string) => {
      for (let time = 0; time < times; time++) failures.reserve(name, address)
    },
    /** The seconds to wait; 0 when it may be tried. */
    waits: (name: string, address: string): number => {
      try {
        failures.reserve(name, address).refund()
        return 0
      } catch (error) {
        return Number(errorReply(error).headers['Retry-After'])
      }
    },
  }
}

describe('failures', () => {
  it('are ten a minute for a name at an address, and leave other names and addresses alone', () => {
    const { fail, waits } = aClock()
    fail(9, 'alice', HERE)
    expect(waits('alice', HERE)).toBe(0)
    fail(1, 'alice', HERE)
    expect(waits('alice', HERE)).toBe(6)
    expect(waits('bob', HERE)).toBe(0)
    expect(waits('alice', THERE)).toBe(0)
  })

  it('are forgiven one by one as time goes by', () => {
    const { fail, waits, pass } = aClock()
    fail(10, 'alice', HERE)
    pass(5.9)
    expect(waits('alice', HERE)).toBe(1)
    pass(0.1)
    expect(waits('alice', HERE)).toBe(0)
    fail(1, 'alice', HERE)
    expect(waits('alice', HERE)).toBe(6)
    pass(600)
    fail(9, 'alice', HERE)
    expect(waits('alice', HERE)).toBe(0)
  })

  it('are a hundred a minute for an address, whatever the names', () => {
    const { failures, waits, pass } = aClock()
    for (let index = 0; index < 100; index++) failures.reserve(`user-${index}`, HERE)
    expect(waits('somebody', HERE)).toBe(1)
    expect(waits('somebody', THERE)).toBe(0)
    pass(0.6)
    expect(waits('somebody', HERE)).toBe(0)
  })

  it('at a name from everywhere else keep nobody out who has failed little', () => {
    const { fail, waits } = aClock()
    for (let index = 0; index < 200; index++) fail(10, 'alice', `198.51.100.${index}`)
    fail(9, 'alice', HERE)
    expect(waits('alice', HERE)).toBe(0)
  })

  it('of a name are forgiven by its right password, those of the address are not', () => {
    const { failures, fail, waits } = aClock()
    fail(9, 'alice', HERE)
    failures.reserve('alice', HERE).forgive()
    fail(9, 'alice', HERE)
    expect(waits('alice', HERE)).toBe(0)
    for (let index = 0; index < 81; index++) failures.reserve(`user-${index}`, HERE)
    failures.reserve('alice', HERE).forgive()
    failures.reserve('bob', HERE)
    expect(waits('alice', HERE)).toBe(1)
  })

  it('count from before they are known to be some', () => {
    const { failures } = aClock()
    const underWay = Array.from({ length: 10 }, () => failures.reserve('alice', HERE))
    expect(() => failures.reserve('alice', HERE)).toThrow(Refusal)
    underWay[0]?.refund()
    underWay.push(failures.reserve('alice', HERE))
    expect(() => failures.reserve('alice', HERE)).toThrow(Refusal)
  })

  it('that were none leave both budgets as they were', () => {
    const { failures, fail, waits } = aClock()
    fail(9, 'alice', HERE)
    for (let time = 0; time < 1000; time++) failures.reserve('alice', HERE).refund()
    for (let time = 0; time < 1000; time++) failures.reserve('bob', HERE).forgive()
    fail(1, 'alice', HERE)
    expect(waits('alice', HERE)).toBe(6)
    for (let index = 0; index < 90; index++) failures.reserve(`user-${index}`, HERE)
    expect(waits('bob', HERE)).toBe(1)
  })

  it('are answered with 429 and the seconds to wait, not with those of other refusals', () => {
    const { failures, fail } = aClock()
    fail(10, 'alice', HERE)
    const refused = (() => {
      try {
        failures.reserve('alice', HERE)
      } catch (error) {
        return error
      }
    })()
    expect(refused).toBeInstanceOf(Refusal)
    const { status, headers } = errorReply(refused)
    expect([status, headers['Retry-After']]).toEqual([429, '6'])
    expect(String(refused)).toContain('too many failed logins; try again in 6 s')
    expect(errorReply(new RegistryError('TOOMANYREQUESTS')).headers['Retry-After']).toBe('5')
  })

  it('of somebody without an address are counted together', () => {
    const { failures } = aClock()
    for (let time = 0; time < 10; time++) failures.reserve('alice', undefined)
    expect(() => failures.reserve('alice', undefined)).toThrow(Refusal)
  })
})

describe('budgets', () => {
  it('are remembered for ten thousand, and the one that failed longest ago goes first', () => {
    let now = 0
    const budgets = new FailureBudgets(10, () => now)
    for (let time = 0; time < 10; time++) budgets.spend('first')
    now += 1
    for (let index = 0; index < 9999; index++) budgets.spend(`other-${index}`)
    expect(budgets.waitMs('first')).toBeGreaterThan(0)
    budgets.spend('one more')
    expect(budgets.waitMs('first')).toBe(0)
    expect(budgets.size).toBe(10_000)
  })

  it('of somebody who failed again are remembered for longer', () => {
    const budgets = new FailureBudgets(10, () => 0)
    budgets.spend('first')
    for (let index = 0; index < 9999; index++) budgets.spend(`other-${index}`)
    for (let time = 0; time < 9; time++) budgets.spend('first')
    for (let index = 0; index < 9999; index++) budgets.spend(`more-${index}`)
    expect(budgets.waitMs('first')).toBeGreaterThan(0)
  })

  it('that were given back in full are forgotten, in part they are kept in their order', () => {
    const budgets = new FailureBudgets(10, () => 0)
    budgets.spend('other')
    budgets.refund('other')
    expect(budgets.size).toBe(0)
    for (let time = 0; time < 10; time++) budgets.spend('first')
    for (let index = 0; index < 9999; index++) budgets.spend(`other-${index}`)
    budgets.refund('first')
    expect(budgets.waitMs('first')).toBe(0)
    budgets.spend('one more')
    // Forgotten, or nothing would be left.
    budgets.spend('first')
    expect(budgets.waitMs('first')).toBe(0)
  })

  it('are forgotten when they are full again', () => {
    let now = 0
    const budgets = new FailureBudgets(10, () => now)
    for (let index = 0; index < 5000; index++) budgets.spend(`other-${index}`)
    now += 6001
    budgets.spend('last')
    expect(budgets.size).toBe(1)
  })
})

describe('whose an address is', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:c000:0201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
