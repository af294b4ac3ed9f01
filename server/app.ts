/** The whole service, top to bottom: what every request passes through, then the addresses of each feature. */
import formbody from '@fastify/formbody'
import { chainChecks } from './audit/chain-checks.ts'
import { pages as auditPages } from './audit/pages.tsx'
import { routes as auditRoutes } from './audit/routes.ts'
import { pages as billPages } from './bills/pages.tsx'
import { routes as billRoutes } from './bills/routes.ts'
import { pages as calendarPages } from './calendar/pages.tsx'
import { routes as calendarRoutes } from './calendar/routes.ts'
import { pages as consultationPages } from './consultations/pages.tsx'
import { routes as consultationRoutes } from './consultations/routes.ts'
import { pages as dossierPages } from './dossier/pages.tsx'
import { routes as dossierRoutes } from './dossier/routes.ts'
import { pages as draftPages } from './drafts/pages.tsx'
import { routes as draftRoutes } from './drafts/routes.ts'
import { pages as evaluationPages } from './evaluation/pages.tsx'
import { routes as evaluationRoutes } from './evaluation/routes.ts'
import { pages as filingPages } from './filing/pages.tsx'
import { routes as filingRoutes } from './filing/routes.ts'
import { pages as helpPages } from './help/pages.tsx'
import { pages as implementationPages } from './implementation/pages.tsx'
import { routes as implementationRoutes } from './implementation/routes.ts'
import { packageKey } from './imports/package.ts'
import { pages as importPages } from './imports/pages.tsx'
import { routes as importRoutes } from './imports/routes.ts'
import { pages as inspectionPages } from './inspections/pages.tsx'
import { routes as inspectionRoutes } from './inspections/routes.ts'
import { pages as meetingPages } from './meetings/pages.tsx'
import { routes as meetingRoutes } from './meetings/routes.ts'
import { pages as opinionPages } from './opinions/pages.tsx'
import { routes as opinionRoutes } from './opinions/routes.ts'
import { actorOfAccount } from './people/accounts.ts'
import { type OneTimeLinks, oneTimeLinks } from './people/one-time-links.ts'
import { pages as peoplePages } from './people/pages.tsx'
import { routes as peopleRoutes } from './people/routes.ts'
import { sessionStore } from './people/sessions.ts'
import { strangers as countStrangers } from './people/strangers.ts'
import { actorByToken } from './people/tokens.ts'
import { pages as planPages } from './plans/pages.tsx'
import { routes as planRoutes } from './plans/routes.ts'
import { pages as proposalPages } from './proposals/pages.tsx'
import { routes as proposalRoutes } from './proposals/routes.ts'
import { pages as registerPages } from './register/pages.tsx'
import { routes as registerRoutes } from './register/routes.ts'
import { pages as reportPages } from './reports/pages.tsx'
import { routes as reportRoutes } from './reports/routes.ts'
import { guestOf } from './reviews/invitations.ts'
import { pages as reviewPages } from './reviews/pages.tsx'
import { routes as reviewRoutes } from './reviews/routes.ts'
import { pages as searchPages } from './search/pages.tsx'
import { routes as searchRoutes } from './search/routes.ts'
import { copyDatabase } from './store/copies.ts'
import { writeReadiness } from './store/readiness.ts'
import type { Services } from './store/services.ts'
import { openCounts } from './tasks/open-count.ts'
import { pages as deskPages } from './tasks/pages.tsx'
import { routes as taskRoutes } from './tasks/routes.ts'
import { routes as textRoutes } from './text/routes.ts'
import { type Backups, keepBackups } from './upkeep/backups.ts'
import { pages as upkeepPages } from './upkeep/pages.tsx'
import { routes as upkeepRoutes } from './upkeep/routes.ts'
import { backupWarning } from './upkeep/warning.ts'
import { assets } from './web/assets.ts'
import { addActors } from './web/http/actor.ts'
import { addCsrfProtection } from './web/http/csrf.ts'
import { addHealth } from './web/http/health.ts'
import { makeServer } from './web/http/make-server.ts'
import { addMetrics } from './web/http/metrics.ts'
import { addOpenApi } from './web/http/openapi.ts'
import { addProblemHandler } from './web/http/problem-handler.tsx'
import { addProtection } from './web/http/protection.ts'
import { addSecurityHeaders } from './web/http/security-headers.ts'
import { addSerializer } from './web/http/serializer.ts'
import type { HttpServer } from './web/http/server.ts'
import { addSessions } from './web/http/sessions.ts'
import { addUnknownAddresses } from './web/http/unknown-address.ts'
import { addOffice, addOpenTasks, NO_OFFICE, type Office } from './web/office.ts'
import { preferences } from './web/preferences.ts'
import { addWarnings } from './web/warning.ts'

export interface AppConfig {
  readonly logLevel: string
  /** Signs the session cookie; at least 32 characters. */
  readonly sessionSecret: string
  /** One-time links that whoever started the service has printed. */
  readonly links?: OneTimeLinks
  /** How late the event loop may be before work is refused, in ms; 0: never, for tests on a busy machine. */
  readonly eventLoopDelay?: number
  readonly office?: Office
  /** Absent: none by itself, and those that are asked for are written by this process, which small databases bear. */
  readonly backups?: Backups
}

/** Builds the service; it listens nowhere yet. The order of hooks is the order in which a request meets them. */
export async function buildApp(
  services: Services,
  {
    logLevel,
    sessionSecret,
    links = oneTimeLinks(services.now),
    eventLoopDelay,
    office = NO_OFFICE,
    backups = keepBackups(services, file => copyDatabase(services.db, file))
  }: AppConfig
): Promise<HttpServer> {
  const app = makeServer(logLevel)
  const strangers = countStrangers()
  const open = openCounts(services)
  const checks = chainChecks(services)

  addOffice(app, office)
  addWarnings(app, actor => backupWarning(backups, actor))
  app.addHook('onClose', async () => {
    await Promise.all([backups.stop(), checks.stop()])
  })
  await addSerializer(app)
  addUnknownAddresses(app)
  addProblemHandler(app)
  addMetrics(app)
  await addSecurityHeaders(app)
  await addSessions(app, sessionStore(services), sessionSecret)
  addActors(app, {
    byToken: token => actorByToken(services, token),
    byAccount: id => actorOfAccount(services, id),
    byInvitation: id => guestOf(services, id)
  })
  await addProtection(app, eventLoopDelay)
  addCsrfProtection(app)
  app.addHook('onResponse', ({ method, actor }, _reply, next) => {
    if (method !== 'GET' && method !== 'HEAD' && actor) open.forget(actor.id)
    next()
  })

  addHealth(app, () => writeReadiness(services.db, services.now().toISOString()))
  await addOpenApi(app)
  peopleRoutes(app, services, strangers)
  auditRoutes(app, services, checks)
  billRoutes(app, services)
  draftRoutes(app, services)
  opinionRoutes(app, services)
  importRoutes(app, services, packageKey(sessionSecret))
  reviewRoutes(app, services)
  consultationRoutes(app, services)
  dossierRoutes(app, services)
  taskRoutes(app, services)
  calendarRoutes(app, services)
  meetingRoutes(app, services)
  implementationRoutes(app, services)
  evaluationRoutes(app, services)
  inspectionRoutes(app, services)
  planRoutes(app, services)
  proposalRoutes(app, services)
  registerRoutes(app, services)
  filingRoutes(app, services)
  reportRoutes(app, services)
  searchRoutes(app, services)
  textRoutes(app)
  upkeepRoutes(app, services, backups)

  await assets(app)
  preferences(app)
  await app.register(async pages => {
    await pages.register(formbody)
    addOpenTasks(pages, open.of)
    helpPages(pages as HttpServer, services)
    peoplePages(pages as HttpServer, services, strangers, links)
    deskPages(pages as HttpServer, services)
    calendarPages(pages as HttpServer, services)
    meetingPages(pages as HttpServer, services)
    billPages(pages as HttpServer, services)
    opinionPages(pages as HttpServer, services)
    importPages(pages as HttpServer, services, packageKey(sessionSecret))
    reviewPages(pages as HttpServer, services)
    consultationPages(pages as HttpServer, services)
    dossierPages(pages as HttpServer, services)
    implementationPages(pages as HttpServer, services)
    evaluationPages(pages as HttpServer, services)
    inspectionPages(pages as HttpServer, services)
    registerPages(pages as HttpServer, services)
    filingPages(pages as HttpServer, services)
    reportPages(pages as HttpServer, services)
    searchPages(pages as HttpServer, services)
    planPages(pages as HttpServer, services)
    proposalPages(pages as HttpServer, services)
    draftPages(pages as HttpServer, services)
    auditPages(pages as HttpServer, services, checks)
    upkeepPages(pages as HttpServer, services, backups)
  })
  return app
}
