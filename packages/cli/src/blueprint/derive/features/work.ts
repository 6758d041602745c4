import { type Asked, isCall } from './asked.ts'

/** Addresses that speak of work in the background: it is begun by hand, broken off, or kept in a list of the system's own. */
export function isWork(all: readonly Asked[]): (one: Asked) => boolean {
  const broken = new Set(all.filter(isBrokenOff).map(placeOf))
  const isBegun = (one: Asked) => one.method === 'POST' && !isBrokenOff(one) && broken.has(placeOf(one))
  return one => isCall(one) && (isBegunAgain(one) || isOfSystem(one) || isBegun(one))
}

/**
 * `/jobs/{id}/run`, `/cleanup-jobs/{id}/run`, `/queue/{id}/retry`, `/timedTask/triggerTimedTask`: work that somebody starts by
 * hand. A job that people apply for is not executed.
 */
function isBegunAgain({ method, endpoint: { path } }: Asked): boolean {
  return BY_HAND.test(path) || (method !== 'GET' && (BY_NAME.test(path) || THROUGH_ALL.test(path)))
}

/** Which one it is stands in the body. */
const BY_NAME =
  /\/(?:\w*(?:[Jj]ob|[Tt]ask|[Cc]ron|[Ss]chedule|[Ss]cheduler|[Qq]ueue)s?(?:-?[Ii]nfo)?)\/(?:run|execute|trigger|retry|abort|kill|requeue)(?:$|[A-Z_-]|Once$)/

const BY_HAND =
  /\/(?:[\w-]+-)?(?:jobs?|queues?|tasks?|cron|crons?|schedules?|schedulers?|workers?)\/(?:[\w-]+\/)*?\{\w+\}\/(?:run|execute|trigger|retry|abort|kill|requeue)$/i

/** Everything that is there is gone through once more: four of four labelled frontends wait for it. A ticket is scanned at once. */
const THROUGH_ALL =
  /\/(?:librar(?:y|ies)|db|index|media|items)\/(?:[\w{}-]+\/)*(?:re)?scan$|\/(?:rescan|reindex)(?:$|\/)/i

const KIND =
  'print|clean-?up|import|export|background|batch|sync|render|build|scheduled|async|crawl|training|processing|backup|upload|report|file|' +
  'speech|audio|video|(?:edit|render|transcod|encod|index|scrap)ing|(?:transcript|convers|compress|generat|migrat)ion|scan|analysis'

/**
 * `/system/tasks`, `/admin/queue`, `/print-jobs`, `/repos/{id}/cron`: in 13 of 13 labelled frontends that ask for such, work is
 * done in the background. `/tasks` alone may be what people have to do, `/jobs` what they apply for.
 */
function isOfSystem({ endpoint: { path } }: Asked): boolean {
  return OF_SYSTEM.test(path)
}

const OF_SYSTEM = new RegExp(
  [
    '/(?:system|settings|monitor|server|actuator|maintenance|worker)/(?:[\\w-]+/)*(?:jobs?|tasks?)(?:$|/)',
    '/(?:system|admin|settings|monitor|server|maintenance)/queues?(?:$|/)',
    '/(?:crons?|cron-?jobs?)(?:$|/\\{)',
    '/worker(?:$|/)',
    `[/-](?:${KIND})-?(?:jobs?|tasks?)(?:$|/)`,
    // Servers' own parts for work in the background, by their names.
    '/(?:hangfire|sidekiq|celery|resque|quartz|bull-?board|bull-?mq)',
  ].join('|'),
  'i',
)

const WORK = /\/(?:import|index|scan|build|sync|crawl|render|transcode)(?:\/(?:stop|cancel|abort))?$/i

/** `DELETE /import` beside `POST /import`, `/index/stop` beside `/index/build`: what goes on can be stopped. */
function isBrokenOff({ method, endpoint: { path } }: Asked): boolean {
  return WORK.test(path) && (method === 'DELETE' || (method !== 'GET' && /\/(?:stop|cancel|abort)$/i.test(path)))
}

/** Where work stands, whatever is done with it there. */
function placeOf({ endpoint: { path } }: Asked): string {
  return path.replace(/\/(?:start|build|run|update|stop|cancel|abort)$/i, '')
}
