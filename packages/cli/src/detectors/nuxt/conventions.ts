import { NUXT_CONFIG } from '../../project/index.ts'
import {
  arg,
  type Call,
  type Callable,
  elementsOf,
  exportOf,
  type Frame,
  getMember,
  invoke,
  literalTexts,
  type Native,
  native,
  runTask,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'
import type { Detector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'
import { handToPages } from '../vue/pages.ts'
import { authIn, beginAuth } from './auth.ts'
import { axiosOf } from './axios.ts'
import { configIn, contextIn, INJECT, keep, objectsOf } from './context.ts'
import { storeOfFiles } from './store.ts'

const GIVEN = /[\\/](plugins|middleware)[\\/]/

/** What Nuxt does with files by where they stand, and what its modules give to all of them. */
export function conventions(requests: Requests): Pick<Detector, 'entered' | 'given'> {
  return {
    entered: (_, frame) => {
      if (frame.machine.host.provided?.has(NUXT_CONFIG)) begin(requests, frame)
    },
    given: (callable, frame) => {
      const kind = GIVEN.exec(callable.code?.module.path ?? '')?.[1]
      if (!kind || !frame.machine.host.provided?.has(NUXT_CONFIG) || !isDefault(callable)) return undefined
      return kind === 'plugins' ? [[contextIn(frame)], INJECT] : [[contextIn(frame)]]
    },
  }
}

function isDefault(callable: Callable): boolean {
  const module = callable.code?.module
  if (!module?.exported.has('default')) return false
  return exportOf(module, 'default').some(atom => atom.kind === 'function' && atom.key === callable.key)
}

function begin(requests: Requests, frame: Frame): void {
  const again = () => begin(requests, frame)
  runTask(frame.machine, { name: 'nuxt', inputs: [], again }, () => {
    handToPages([contextIn(frame)], frame)
    const modules = ['modules', 'buildModules'].flatMap(name =>
      namesIn(getMember(configIn(frame), name, { frame }), frame),
    )
    if (modules.includes('@nuxtjs/axios')) keep('axios', [axiosOf(requests, frame)], frame)
    if (modules.some(name => /^@nuxtjs\/auth(?:-next)?$/.test(name))) {
      keep('auth', [authIn(frame)], frame)
      beginAuth(frame)
    }
    if (modules.includes('nuxt-socket-io')) keep('nuxtSocket', [native('$nuxtSocket', socket)], frame)
    storeOfFiles(frame)
    return []
  })
}

/** `'name'` and `['name', options]`. */
function namesIn(modules: Value, frame: Frame): string[] {
  return elementsOf(modules, frame).flatMap(one =>
    literalTexts(one.some(atom => atom.kind === 'object') ? (elementsOf(objectsOf(one), frame)[0] ?? []) : one),
  )
}

/** `$nuxtSocket({ name, path })` opens the connection that the configuration calls so: https://nuxt-socket-io.netlify.app */
const socket: Native = call => {
  const { frame } = call
  const { io = [] } = frame.machine.world.libraries('socket.io-client') ?? {}
  const [wanted] = literalTexts(getMember(arg(call, 0), 'name', { frame }))
  const listed = elementsOf(getMember(getMember(configIn(frame), 'io', { frame }), 'sockets', { frame }), frame)
  const named = listed.filter(one => literalTexts(getMember(one, 'name', { frame })).includes(wanted ?? ''))
  const urls = (named.length > 0 ? named : listed).flatMap(one => getMember(one, 'url', { frame }))
  const known = urls.filter(atom => atom.kind === 'text')
  return invoke(io, { ...call, args: [known.length > 0 ? known : UNDEFINED, arg(call, 0)] } satisfies Call)
}
