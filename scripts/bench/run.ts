/** Runs one bench by its name: those that are functions are called, those that are programs run when they are loaded. */
const [name = ''] = process.argv.slice(2)

switch (name) {
  case 'parse':
    ;(await import('./parse.ts')).benchParse()
    break
  case 'redline':
    ;(await import('./redline.ts')).benchRedline()
    break
  case 'lint':
    ;(await import('./lint.ts')).benchLint()
    break
  case 'overlap':
    ;(await import('./overlap.ts')).benchOverlap()
    break
  case 'amend':
    ;(await import('./amend.ts')).benchAmend()
    break
  case 'lifecycle':
    await import('./lifecycle.ts')
    break
  case 'storage':
    await import('./storage.ts')
    break
  case 'http':
    await import('./http.ts')
    break
  case 'transition':
    await import('./transition.ts')
    break
  case 'large':
    await import('./large.ts')
    break
  default:
    throw new Error(`no bench ${name}`)
}
