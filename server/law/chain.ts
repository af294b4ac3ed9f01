/** Picks, out of pairs of places in two sequences, those that can stand beside each other without crossing. */

export interface Link {
  /** Index in the old sequence. */
  readonly a: number
  /** Index in the new sequence. */
  readonly b: number
  readonly weight: number
}

/**
 * The heaviest chain of links that rises in both sequences: each place is used at most once and no two links cross.
 * What is left out of it has moved.
 * @param links in any order
 * @returns the chosen links in order. O(n log n).
 */
export function heaviestChain<L extends Link>(links: readonly L[]): L[] {
  // Nothing crosses: the usual case, and no search.
  if (links.every((link, at) => isBehind(link, links[at - 1]))) return [...links]
  // Equal `a` with falling `b`: the second cannot then follow the first.
  const sorted = links.every((link, at) => link.a > (links[at - 1]?.a ?? -1)) ? links : [...links].sort((x, y) => x.a - y.a || y.b - x.b)
  const width = sorted.reduce((most, link) => Math.max(most, link.b + 1), 0)
  const best = new Float64Array(sorted.length)
  const before = new Int32Array(sorted.length).fill(-1)
  // A Fenwick tree over `b`: each node holds the index of the heaviest chain that ends in its range, or -1.
  const tops = new Int32Array(width + 1).fill(-1)
  let last = -1
  sorted.forEach((link, at) => {
    let previous = -1
    for (let node = link.b; node > 0; node -= node & -node) {
      const top = tops[node] ?? -1
      if (top >= 0 && (previous < 0 || (best[top] ?? 0) > (best[previous] ?? 0))) previous = top
    }
    before[at] = previous
    best[at] = link.weight + (previous < 0 ? 0 : (best[previous] ?? 0))
    for (let node = link.b + 1; node <= width; node += node & -node) {
      const top = tops[node] ?? -1
      if (top < 0 || (best[at] ?? 0) > (best[top] ?? 0)) tops[node] = at
    }
    if (last < 0 || (best[at] ?? 0) > (best[last] ?? 0)) last = at
  })
  const chain: L[] = []
  for (let at = last; at >= 0; at = before[at] ?? -1) {
    const link = sorted[at]
    if (link) chain.push(link)
  }
  return chain.reverse()
}

const isBehind = (link: Link, before: Link | undefined): boolean => before === undefined || (link.a > before.a && link.b > before.b)
