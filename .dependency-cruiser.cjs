/** The import rule of the house: who may import whom. See server/adr/0001-rooms-and-imports.md. */
const FEATURES =
  'bills|drafts|tasks|calendar|meetings|opinions|reviews|dossier|plans|implementation|inspections|evaluation|proposals|register|filing|people|reports|search|audit|demo|text|uploads|imports|help|upkeep'
const feature = `^server/(${FEATURES})/`
const TEST = '\\.test\\.tsx?$'

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'schema-imports-nothing-of-ours', severity: 'error', from: { path: '^schema/', pathNot: TEST }, to: { path: '^server/' } },
    {
      name: 'core-is-pure',
      comment: 'law and lifecycle know the schema alone: no other room and no I/O',
      severity: 'error',
      from: { path: '^server/(law|lifecycle)/', pathNot: TEST },
      to: { path: '^server/', pathNot: '^server/$1/' }
    },
    {
      name: 'core-does-no-io',
      severity: 'error',
      from: { path: '^server/(law|lifecycle|formats)/', pathNot: TEST },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(zlib|buffer)$' }
    },
    {
      name: 'formats-know-the-core',
      severity: 'error',
      from: { path: '^server/formats/', pathNot: TEST },
      to: { path: '^server/', pathNot: '^server/(law|lifecycle|formats)/' }
    },
    {
      name: 'store-knows-the-schema',
      severity: 'error',
      from: { path: '^server/store/', pathNot: TEST },
      to: { path: '^server/', pathNot: '^server/store/' }
    },
    {
      name: 'web-knows-no-feature',
      severity: 'error',
      from: { path: '^server/web/', pathNot: TEST },
      to: { path: feature }
    },
    {
      name: 'islands-run-in-the-browser',
      severity: 'error',
      from: { path: '^server/web/islands/', pathNot: TEST },
      to: { path: '^server/', pathNot: '^server/(law|lifecycle|web/islands)/' }
    },
    {
      name: 'features-meet-by-their-acts',
      comment: "a feature takes another feature's acts, never its store, routes or pages",
      severity: 'error',
      from: { path: feature, pathNot: TEST },
      to: { path: `^server/(${FEATURES})/((store|routes)\\.ts|pages?[./]|.*-page\\.tsx)`, pathNot: '^server/$1/' }
    },
    {
      name: 'features-stand-below-app-and-cli',
      severity: 'error',
      from: { path: feature, pathNot: TEST },
      to: { path: '^server/(cli|app\\.ts|main\\.ts|journeys)' }
    },
    {
      name: 'sql-in-store-alone',
      comment: 'query builders belong in store/ and in a feature’s store.ts',
      severity: 'error',
      from: { path: '^server/', pathNot: `^server/store/|/store\\.ts$|/store/|${TEST}` },
      to: { path: 'node_modules/(kysely|pg|better-sqlite3)/', dependencyTypesNot: ['type-only'] }
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(schema|server)/', pathNot: 'd\\.ts$|^server/web/islands/' },
      to: {}
    }
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|data)/' }
  }
}
