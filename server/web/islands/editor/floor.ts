/** What the text core uses and the oldest browser that is served (Chromium 92) lacks. Imported first by whatever imports the text core. */

function add(target: object, name: string, value: unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true })
}

function findLastIndex<T>(this: readonly T[], holds: (value: T, index: number) => boolean): number {
  for (let index = this.length - 1; index >= 0; index--) if (holds(this[index] as T, index)) return index
  return -1
}

add(Array.prototype, 'findLastIndex', findLastIndex)
add(Array.prototype, 'findLast', function <T>(this: readonly T[], holds: (value: T, index: number) => boolean): T | undefined {
  return this[findLastIndex.call(this, holds as (value: unknown, index: number) => boolean)]
})
add(Object, 'hasOwn', (target: object, key: PropertyKey) => Object.hasOwn(target, key))
add(Map, 'groupBy', <Key, Value>(values: Iterable<Value>, keyOf: (value: Value, index: number) => Key) => {
  const groups = new Map<Key, Value[]>()
  let index = 0
  for (const value of values) {
    const key = keyOf(value, index++)
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
})
